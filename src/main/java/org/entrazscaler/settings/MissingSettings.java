package org.entrazscaler.settings;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the required settings that are not set. */
final class MissingSettings {

  private final List<SettingsProblem> problems = new ArrayList<>();

  /** Adds a setting if its value is null. */
  void addIfNull(@Nullable Object value, String key, String meaning) {
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
