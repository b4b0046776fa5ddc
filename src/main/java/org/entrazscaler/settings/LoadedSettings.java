package org.entrazscaler.settings;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Settings as far as they are valid.
 *
 * @param settings the settings; a value that is wrong reads as its default or as not given
 * @param problems everything that is wrong; empty if the settings can be used
 */
public record LoadedSettings(Settings settings, List<SettingsProblem> problems) {

  /** Copies the list. */
  public LoadedSettings {
    problems = List.copyOf(problems);
  }

  /**
   * What a connection to both sides needs and nobody has set. A setting with a wrong value, or of
   * which the file with its value is wrong, is set: {@link #problems()} has it.
   *
   * @return the names of the settings, in the order in which they are documented
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
