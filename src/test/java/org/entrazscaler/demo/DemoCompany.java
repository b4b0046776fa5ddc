package org.entrazscaler.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.entrazscaler.simulation.tenant.Directory;
import org.entrazscaler.simulation.tenant.LifeEvent;
import org.entrazscaler.simulation.tenant.LifeEvent.Kind;
import org.entrazscaler.simulation.tenant.TenantGenerator;
import org.entrazscaler.simulation.tenant.TenantLife;

/**
 * The company of the demo: the generated company with all its projects assigned, and a team for the
 * largest departments and offices, so that about 300 users are assigned through 30 groups. A user
 * who leaves a department also leaves the team.
 */
final class DemoCompany {

  private static final int TEAMS = 12;

  private final Directory directory;
  private final Map<String, Team> teams = new HashMap<>();
  private final TenantLife life;

  private record Team(String department, String city) {
    String name() {
      return "Team " + department + " " + city;
    }
  }

  DemoCompany(Directory directory, long seed, int users) {
    this.directory = directory;
    TenantGenerator.populate(directory, seed, users);
    for (String group : directory.groupIds()) {
      if (text(group, "displayName").startsWith("Project ")) {
        directory.assign(group);
      }
    }
    formTeams();
    life = new TenantLife(directory, seed);
  }

  private void formTeams() {
    List<String> assigned =
        directory.groupIds().stream()
            .filter(group -> text(group, "displayName").startsWith("Department "))
            .filter(this::assigned)
            .toList();
    Map<Team, List<String>> people = new HashMap<>();
    for (String department : assigned) {
      for (String user : directory.memberIds(department)) {
        Team team = new Team(text(user, "department"), text(user, "city"));
        people.computeIfAbsent(team, key -> new ArrayList<>()).add(user);
      }
    }
    people.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<Team, List<String>> each) -> -each.getValue().size())
                .thenComparing(each -> each.getKey().name()))
        .limit(TEAMS)
        .forEach(
            each -> {
              String group = directory.addGroup(each.getKey().name());
              each.getValue().forEach(user -> directory.addMember(group, user));
              directory.assign(group);
              teams.put(group, each.getKey());
            });
  }

  /** Makes the next event happen, and changes the teams accordingly. */
  LifeEvent nextEvent() {
    LifeEvent event = life.next();
    if (event.kind() == Kind.JOINER || event.kind() == Kind.MOVER) {
      String user = event.objectId();
      Team team = new Team(text(user, "department"), text(user, "city"));
      teams.forEach(
          (group, each) -> {
            if (each.equals(team)) {
              directory.addMember(group, user);
            } else {
              directory.removeMember(group, user);
            }
          });
    }
    return event;
  }

  /** The number of groups that are assigned to the enterprise application. */
  long assignedGroups() {
    return directory.groupIds().stream().filter(this::assigned).count();
  }

  private boolean assigned(String principal) {
    return directory.assignments().stream().anyMatch(each -> each.principalId().equals(principal));
  }

  private String text(String id, String property) {
    var object = directory.object(id);
    return object == null ? "" : object.path(property).asText("");
  }
}
