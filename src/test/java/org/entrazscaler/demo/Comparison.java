package org.entrazscaler.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.entrazscaler.simulation.tenant.Directory;
import org.entrazscaler.simulation.tenant.ObjectKind;
import org.entrazscaler.simulation.zscaler.SimulatedZscaler;
import org.entrazscaler.simulation.zscaler.ZscalerGroup;
import org.entrazscaler.simulation.zscaler.ZscalerUser;
import org.jspecify.annotations.Nullable;

/**
 * Compares the target with the assignments of the tenant. It uses only the simulated systems and no
 * code of the program.
 */
final class Comparison {

  private final Directory directory;
  private final String domain;
  private final Set<String> deleted;

  /**
   * Prepares the comparison from the current directory.
   *
   * @param directory the directory of the tenant
   * @param domain the login domain that the target has registered; users of other domains get no
   *     account
   */
  Comparison(Directory directory, String domain) {
    this.directory = directory;
    this.domain = domain;
    this.deleted = new HashSet<>(directory.softDeletedIds());
  }

  /** Users who should have an active account, by id. */
  Set<String> users() {
    Set<String> users = new TreeSet<>();
    for (String principal : assigned()) {
      ObjectKind kind = directory.kindOf(principal);
      if (kind == ObjectKind.USER) {
        users.add(principal);
      } else if (kind == ObjectKind.GROUP) {
        users.addAll(directory.memberIds(principal));
      }
    }
    users.removeIf(user -> !mayHaveAccount(user));
    return users;
  }

  /** Groups that should exist, by id. */
  Set<String> groups() {
    return assigned().stream()
        .filter(id -> directory.kindOf(id) == ObjectKind.GROUP && !deleted.contains(id))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** One line for each difference. */
  List<String> differences(SimulatedZscaler zscaler) {
    List<String> differences = new ArrayList<>();
    Set<String> expected = users();
    Map<String, ZscalerUser> byExternalId = new HashMap<>();
    for (ZscalerUser user : zscaler.users()) {
      if (user.externalId() != null) {
        byExternalId.put(user.externalId(), user);
        if (user.active() && !expected.contains(user.externalId())) {
          differences.add("user " + user.userName() + " is active and should not be");
        }
      }
    }
    for (String id : expected) {
      compareUser(id, byExternalId.get(id), differences);
    }
    Map<String, ZscalerGroup> groups = new HashMap<>();
    for (ZscalerGroup group : zscaler.groups()) {
      if (group.externalId() != null) {
        groups.put(group.externalId(), group);
      }
    }
    Set<String> active =
        zscaler.users().stream()
            .filter(ZscalerUser::active)
            .map(ZscalerUser::id)
            .collect(Collectors.toSet());
    for (String id : groups()) {
      compareGroup(id, groups.get(id), expected, byExternalId, active, differences);
    }
    return differences;
  }

  private void compareUser(String id, @Nullable ZscalerUser user, List<String> differences) {
    String name = text(id, "userPrincipalName");
    if (user == null) {
      differences.add("user " + name + " is missing");
      return;
    }
    if (!user.active()) {
      differences.add("user " + name + " is not active");
    }
    addDifference(name, "userName", name, user.userName(), differences);
    addDifference(name, "displayName", text(id, "displayName"), user.displayName(), differences);
    addDifference(name, "department", text(id, "department"), user.department(), differences);
  }

  private void compareGroup(
      String id,
      @Nullable ZscalerGroup group,
      Set<String> users,
      Map<String, ZscalerUser> byExternalId,
      Set<String> active,
      List<String> differences) {
    String name = text(id, "displayName");
    if (group == null) {
      differences.add("group " + name + " is missing");
      return;
    }
    addDifference(name, "displayName", name, group.displayName(), differences);
    Set<String> members = new TreeSet<>(group.memberIds());
    members.retainAll(active);
    Set<String> wanted = new TreeSet<>();
    for (String member : directory.memberIds(id)) {
      ZscalerUser user = byExternalId.get(member);
      if (users.contains(member) && user != null) {
        wanted.add(user.id());
      }
    }
    addDifference(name, "members", wanted.toString(), members.toString(), differences);
  }

  private static void addDifference(
      String name,
      String attribute,
      String expected,
      @Nullable String found,
      List<String> differences) {
    if (!Objects.equals(expected, found)) {
      differences.add(name + ": " + attribute + " is " + found + ", not " + expected);
    }
  }

  private Set<String> assigned() {
    return directory.assignments().stream()
        .filter(each -> !each.appRoleId().equals(Directory.DEFAULT_ACCESS))
        .map(each -> each.principalId())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean mayHaveAccount(String id) {
    ObjectNode user = directory.object(id);
    return user != null
        && directory.kindOf(id) == ObjectKind.USER
        && !deleted.contains(id)
        && user.path("accountEnabled").asBoolean()
        && user.path("userPrincipalName").asText().endsWith("@" + domain);
  }

  private String text(String id, String property) {
    ObjectNode object = directory.object(id);
    return object == null ? "" : object.path(property).asText("");
  }
}
