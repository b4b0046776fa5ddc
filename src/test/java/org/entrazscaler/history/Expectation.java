package org.entrazscaler.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.entrazscaler.simulation.tenant.AppAssignment;
import org.entrazscaler.simulation.tenant.Directory;

/**
 * Which objects are in scope, computed as the documentation says it, without code of the program.
 *
 * @param entra the current tenant
 * @param rules the current filter and mapping
 * @param setup the current settings
 */
record Expectation(Directory entra, Rules rules, Setup setup) {

  /** Whether the user should have an account: assigned, accepted by the filter, not deleted. */
  boolean isUserInScope(String user) {
    ObjectNode properties = entra.object(user);
    return entra.userIds().contains(user)
        && properties != null
        && rules.acceptsUser(properties)
        && (isAssigned(user)
            || entra.groupIds().stream().anyMatch(group -> bringsIntoScope(group, user)));
  }

  private boolean bringsIntoScope(String group, String user) {
    return isGroupInScope(group) && members(group).contains(user);
  }

  boolean isEnabled(String user) {
    JsonNode properties = entra.object(user);
    return properties != null && properties.path("accountEnabled").asBoolean(true);
  }

  /** Whether the group should exist: assigned, a security group, not deleted. */
  boolean isGroupInScope(String group) {
    ObjectNode properties = entra.object(group);
    return entra.groupIds().contains(group)
        && properties != null
        && properties.path("securityEnabled").asBoolean()
        && isAssigned(group);
  }

  private boolean isAssigned(String principal) {
    for (AppAssignment assignment : entra.assignments()) {
      if (assignment.principalId().equals(principal)
          && (setup.defaultAccess() || !assignment.appRoleId().equals(Directory.DEFAULT_ACCESS))) {
        return true;
      }
    }
    return false;
  }

  /** Whether an account of the user, if there is one, should be active. */
  boolean needsActiveAccount(String user) {
    return isEnabled(user)
        && (isUserInScope(user)
            || (setup.deprovision() == Setup.Deprovision.KEEP && entra.userIds().contains(user)));
  }

  /**
   * Whether an account of the user, if there is one, should be a member of the groups of the user.
   */
  boolean needsMemberships(String user) {
    return isUserInScope(user)
        || (setup.deprovision() == Setup.Deprovision.KEEP && entra.userIds().contains(user));
  }

  /**
   * The users in a group: the direct members, and with nested groups also the members of groups in
   * it.
   */
  Set<String> members(String group) {
    Set<String> users = new TreeSet<>();
    Set<String> seen = new HashSet<>();
    List<String> pendingGroups = new ArrayList<>(List.of(group));
    while (!pendingGroups.isEmpty()) {
      String next = pendingGroups.remove(pendingGroups.size() - 1);
      if (seen.add(next)) {
        for (String member : entra.memberIds(next)) {
          if (entra.userIds().contains(member)) {
            users.add(member);
          } else if (setup.nested() && entra.groupIds().contains(member)) {
            pendingGroups.add(member);
          }
        }
      }
    }
    return users;
  }
}
