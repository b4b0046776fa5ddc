package org.entrazscaler.history;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings that define the scope and deprovisioning.
 *
 * @param nested {@code provisioning.nested-groups=expand}
 * @param defaultAccess {@code entra.default-access=include}
 * @param deprovision {@code provisioning.deprovision}
 * @param deprovisionGroups {@code provisioning.deprovision-groups}
 * @param membersPerRequest {@code zscaler.members-per-request}
 * @param threshold {@code provisioning.accidental-deletion-threshold}
 * @param neverTouched whether {@code zscaler.never-touch} also names {@link #USER} and {@link
 *     #GROUP}
 */
record Setup(
    boolean nested,
    boolean defaultAccess,
    Deprovision deprovision,
    DeprovisionGroups deprovisionGroups,
    int membersPerRequest,
    int threshold,
    boolean neverTouched) {

  /** The account that {@code zscaler.never-touch} may name. */
  static final String USER = "p2@example.com";

  /** The group that {@code zscaler.never-touch} may name. */
  static final String GROUP = "Group 1";

  static final Setup DEFAULT =
      new Setup(false, false, Deprovision.DISABLE, DeprovisionGroups.EMPTY, 3, 500, false);

  /** The default with fewer members in one request. */
  static final Setup SMALL_REQUESTS =
      new Setup(false, false, Deprovision.DISABLE, DeprovisionGroups.EMPTY, 2, 500, false);

  /** What happens to a user that leaves the scope. */
  enum Deprovision {
    DISABLE,
    DELETE,
    KEEP
  }

  /** What happens to a group that leaves the scope. */
  enum DeprovisionGroups {
    EMPTY,
    DELETE,
    KEEP
  }

  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("provisioning.nested-groups", nested ? "expand" : "ignore");
    settings.put("entra.default-access", defaultAccess ? "include" : "exclude");
    settings.put("provisioning.deprovision", settingValue(deprovision));
    settings.put("provisioning.deprovision-groups", settingValue(deprovisionGroups));
    settings.put("zscaler.members-per-request", String.valueOf(membersPerRequest));
    settings.put("provisioning.accidental-deletion-threshold", String.valueOf(threshold));
    settings.put(
        "zscaler.never-touch",
        "DEFAULT ADMIN, Service Admin, __remote_assistance@*, Dynamic Group *"
            + (neverTouched ? ", " + USER + ", " + GROUP : ""));
    return settings;
  }

  private static String settingValue(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT);
  }
}
