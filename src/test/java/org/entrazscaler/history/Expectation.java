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
 * Who is in scope, said as simply as the documentation says it and without a line of the program.
 *
 * @param entra the tenant as it is now
 * @param rules the filter in force
 * @param setup the settings in force
 */
record Expectation(Directory entra, Rules rules, Setup setup) {

  /** A user who should have an account: assigned, let through by the filter, not deleted. */
  boolean userInScope(String user) {
    ObjectNode properties = entra.object(user);
    return entra.userIds().contains(user)
        && properties != null
        && rules.letsThrough(properties)
        && (assigned(user) || entra.groupIds().stream().anyMatch(group -> brings(group, user)));
  }

  private boolean brings(String group, String user) {
    return groupInScope(group) && members(group).contains(user);
  }

  boolean enabled(String user) {
    JsonNode properties = entra.object(user);
    return properties != null && properties.path("accountEnabled").asBoolean(true);
  }

  /** A group that should be there: assigned, a security group, not deleted. */
  boolean groupInScope(String group) {
    ObjectNode properties = entra.object(group);
    return entra.groupIds().contains(group)
        && properties != null
        && properties.path("securityEnabled").asBoolean()
        && assigned(group);
  }

  private boolean assigned(String principal) {
    for (AppAssignment assignment : entra.assignments()) {
      if (assignment.principalId().equals(principal)
          && (setup.defaultAccess() || !assignment.appRoleId().equals(Directory.DEFAULT_ACCESS))) {
        return true;
      }
    }
    return false;
  }

  /** Whether an account, if there is one, is to be one that can sign in. */
  boolean active(String user) {
    return enabled(user)
        && (userInScope(user)
            || (setup.leaving() == Setup.Leaving.KEEP && entra.userIds().contains(user)));
  }

  /** Whether an account, if there is one, belongs into the groups of its user. */
  boolean member(String user) {
    return userInScope(user)
        || (setup.leaving() == Setup.Leaving.KEEP && entra.userIds().contains(user));
  }

  /** The users in a group: the direct ones, or also those of the groups in it. */
  Set<String> members(String group) {
    Set<String> users = new TreeSet<>();
    Set<String> seen = new HashSet<>();
    List<String> open = new ArrayList<>(List.of(group));
    while (!open.isEmpty()) {
      String next = open.remove(open.size() - 1);
      if (seen.add(next)) {
        for (String member : entra.memberIds(next)) {
          if (entra.userIds().contains(member)) {
            users.add(member);
          } else if (setup.nested() && entra.groupIds().contains(member)) {
            open.add(member);
          }
        }
      }
    }
    return users;
  }
}
