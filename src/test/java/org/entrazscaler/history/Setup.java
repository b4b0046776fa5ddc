package org.entrazscaler.history;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings that decide who is in scope, and what leaving it does.
 *
 * @param nested {@code provisioning.nested-groups=expand}
 * @param defaultAccess {@code entra.default-access=include}
 * @param leaving {@code provisioning.deprovision}
 * @param groupsLeaving {@code provisioning.deprovision-groups}
 * @param membersPerRequest {@code zscaler.members-per-request}
 * @param threshold {@code provisioning.accidental-deletion-threshold}
 * @param untouched whether {@code zscaler.never-touch} also names {@link #USER} and {@link #GROUP}
 */
record Setup(
    boolean nested,
    boolean defaultAccess,
    Leaving leaving,
    GroupsLeaving groupsLeaving,
    int membersPerRequest,
    int threshold,
    boolean untouched) {

  /** An account that may be named by {@code zscaler.never-touch}. */
  static final String USER = "p2@example.com";

  /** A group that may be. */
  static final String GROUP = "Group 1";

  static final Setup DEFAULT =
      new Setup(false, false, Leaving.DISABLE, GroupsLeaving.EMPTY, 3, 500, false);

  /** The same with few members in one request. */
  static final Setup SMALL_REQUESTS =
      new Setup(false, false, Leaving.DISABLE, GroupsLeaving.EMPTY, 2, 500, false);

  /** What becomes of a user who leaves the scope. */
  enum Leaving {
    DISABLE,
    DELETE,
    KEEP
  }

  /** What becomes of a group that leaves the scope. */
  enum GroupsLeaving {
    EMPTY,
    DELETE,
    KEEP
  }

  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("provisioning.nested-groups", nested ? "expand" : "ignore");
    settings.put("entra.default-access", defaultAccess ? "include" : "exclude");
    settings.put("provisioning.deprovision", word(leaving));
    settings.put("provisioning.deprovision-groups", word(groupsLeaving));
    settings.put("zscaler.members-per-request", String.valueOf(membersPerRequest));
    settings.put("provisioning.accidental-deletion-threshold", String.valueOf(threshold));
    settings.put(
        "zscaler.never-touch",
        "DEFAULT ADMIN, Service Admin, __remote_assistance@*, Dynamic Group *"
            + (untouched ? ", " + USER + ", " + GROUP : ""));
    return settings;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT);
  }
}
