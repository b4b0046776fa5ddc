package org.entrazscaler.settings;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the settings that are needed and were not given. */
final class MissingSettings {

  private final List<SettingsProblem> problems = new ArrayList<>();

  /** Notes a setting unless it has a value. */
  void unless(@Nullable Object value, String key, String meaning) {
    if (value == null) {
      problems.add(
          new SettingsProblem(
              key,
              "",
              "is missing: "
                  + meaning
                  + " (as an environment variable: "
                  + Setting.environmentVariable(key)
                  + ")"));
    }
  }

  List<SettingsProblem> problems() {
    return List.copyOf(problems);
  }
}
