package org.entrazscaler.cycle;

import java.util.Locale;

/** The systems that receive requests. */
public enum TargetSystem {
  /** Microsoft Graph. */
  ENTRA,
  /** Zscaler's SCIM server. */
  ZSCALER;

  /**
   * The name in {@code status --json}.
   *
   * @return lower case
   */
  public String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
