package org.entrazscaler.settings;

import java.util.List;
import java.util.stream.Collectors;

/** The settings cannot be used. Carries everything that is wrong, so that all can be mended. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<SettingsProblem> problems;

  /**
   * Reports problems.
   *
   * @param problems at least one
   */
  public SettingsException(List<SettingsProblem> problems) {
    super(problems.stream().map(SettingsProblem::toString).collect(Collectors.joining("\n")));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("A report without a problem");
    }
    this.problems = List.copyOf(problems);
  }

  /**
   * What is wrong.
   *
   * @return at least one problem
   */
  public List<SettingsProblem> problems() {
    return problems;
  }
}
