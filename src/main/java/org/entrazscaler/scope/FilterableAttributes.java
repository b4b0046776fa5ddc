package org.entrazscaler.scope;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attributes that Entra refuses in a scoping filter ("Scoping users or groups ..."). */
final class FilterableAttributes {

  private static final String SEVERAL =
      "`%s` has several values; such attributes cannot be filtered";

  private static final Map<String, String> REFUSED =
      Map.of(
          "members", "The members of a group cannot be filtered",
          "manager", "`manager` is a reference and cannot be filtered",
          "appRoleAssignments", "`appRoleAssignments` cannot be filtered");

  private static final Set<String> MULTI_VALUED =
      Set.of(
          "proxyAddresses",
          "otherMails",
          "businessPhones",
          "imAddresses",
          "groupTypes",
          "assignedLicenses",
          "assignedPlans",
          "identities");

  private static final Set<String> DATES =
      Set.of("employeeHireDate", "lastDirSyncTime", "birthday", "hireDate");

  private FilterableAttributes() {}

  /** Why an attribute cannot be filtered; null if it can. */
  static @Nullable String objection(String name) {
    String refused = REFUSED.get(name);
    if (refused != null) {
      return refused;
    }
    if (MULTI_VALUED.contains(name)) {
      return SEVERAL.formatted(name);
    }
    return DATES.contains(name) || name.endsWith("DateTime")
        ? "`" + name + "` is a date, and dates cannot be filtered"
        : null;
  }
}
