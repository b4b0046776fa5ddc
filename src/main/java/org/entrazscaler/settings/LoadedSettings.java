package org.entrazscaler.settings;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The loaded settings and their errors.
 *
 * @param settings the settings; a value with an error is replaced by its default, or is not set
 * @param problems the errors; empty if the settings can be used
 */
public record LoadedSettings(Settings settings, List<SettingsProblem> problems) {

  /** Copies the list. */
  public LoadedSettings {
    problems = List.copyOf(problems);
  }

  /**
   * The settings that the connections need and that are not set. A setting with an error in its
   * value or its file counts as set: {@link #problems()} contains it.
   *
   * @return the keys, in the order of the documentation
   */
  public List<String> notSet() {
    Set<String> wrong = new HashSet<>();
    problems.stream()
        .filter(problem -> !problem.origin().isEmpty())
        .forEach(problem -> wrong.add(problem.key()));
    return settings.missingForConnections().stream()
        .map(SettingsProblem::key)
        .filter(key -> !wrong.contains(key) && !wrong.contains(key + Setting.FILE))
        .toList();
  }
}
