package org.entrazscaler.settings;

import java.util.List;

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
}
