package org.entrazscaler.settings;

import java.util.List;
import java.util.stream.Collectors;

/** The settings have errors. Contains all of them, so that they can be fixed together. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<SettingsProblem> problems;

  /**
   * Creates the exception.
   *
   * @param problems at least one problem
   */
  public SettingsException(List<SettingsProblem> problems) {
    super(problems.stream().map(SettingsProblem::toString).collect(Collectors.joining("\n")));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("There is no problem");
    }
    this.problems = List.copyOf(problems);
  }

  /**
   * The errors.
   *
   * @return at least one problem
   */
  public List<SettingsProblem> problems() {
    return problems;
  }
}
