package org.entrazscaler.simulation.tenant;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.entrazscaler.simulation.tenant.Company.Office;
import org.entrazscaler.simulation.tenant.LifeEvent.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The events of a generated company: people join, move, marry, leave and come back, and groups
 * change. It makes one event at a time, on demand; the same seed on the same company gives the same
 * events. Not safe for use by several threads; other threads may change only other users and groups
 * of the directory.
 */
public final class TenantLife {

  private final Directory directory;
  private final Random random;
  private final List<String> people = new ArrayList<>();
  private final List<String> projects = new ArrayList<>();
  private final Map<String, String> groupsByName = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final Deque<String> gone = new ArrayDeque<>();
  private final Deque<String> blocked = new ArrayDeque<>();

  /**
   * The events of a company that {@link TenantGenerator} made.
   *
   * @param directory its directory
   * @param seed the seed of the events
   */
  public TenantLife(Directory directory, long seed) {
    this.directory = directory;
    this.random = new Random(seed);
    for (String id : directory.userIds()) {
      String name = text(id, "userPrincipalName");
      taken.add(name.replaceFirst("@.*", "").toLowerCase(Locale.ROOT));
      if (!name.contains("#EXT#")) {
        people.add(id);
      }
    }
    for (String id : directory.groupIds()) {
      String name = text(id, "displayName");
      groupsByName.put(name, id);
      if (name.startsWith("Project ")) {
        projects.add(id);
      }
    }
    if (people.size() < 2 || projects.isEmpty()) {
      throw new IllegalArgumentException("not a company from TenantGenerator");
    }
  }

  /** Makes the next event happen. */
  public LifeEvent next() {
    LifeEvent event = null;
    while (event == null) {
      int kind = random.nextInt(100);
      if (kind < 18 || people.size() < 3) {
        event = join();
      } else if (kind < 34) {
        event = move();
      } else if (kind < 44) {
        event = leave();
      } else if (kind < 48) {
        event = purge();
      } else if (kind < 51) {
        event = comeBack();
      } else if (kind < 56) {
        event = block();
      } else if (kind < 60) {
        event = allow();
      } else if (kind < 66) {
        event = marry();
      } else if (kind < 74) {
        event = promote();
      } else if (kind < 96) {
        event = changeProject();
      } else if (kind < 98) {
        event = renameProject();
      } else {
        event = changeAssignment();
      }
    }
    return event;
  }

  private LifeEvent join() {
    String department = any(Company.DEPARTMENTS);
    Office office = any(Company.OFFICES);
    String user = TenantGenerator.addEmployee(directory, random, taken, department, office);
    directory.setManager(user, any(people));
    join(Company.departmentGroup(department), user);
    join(Company.officeGroup(office.city()), user);
    people.add(user);
    return new LifeEvent(
        Kind.JOINER,
        user,
        name(user)
            + " joins "
            + department
            + " in "
            + office.city()
            + " as "
            + text(user, "jobTitle")
            + ".");
  }

  private @Nullable LifeEvent move() {
    String user = any(people);
    String from = text(user, "department");
    String to = any(Company.DEPARTMENTS);
    if (to.equals(from)) {
      return null;
    }
    String title = any(Company.titles(to));
    leave(Company.departmentGroup(from), user);
    join(Company.departmentGroup(to), user);
    directory.updateUser(user, "department", to);
    directory.updateUser(user, "jobTitle", title);
    return new LifeEvent(
        Kind.MOVER,
        user,
        name(user) + " moves from " + from + " to " + to + " and is " + title + " now.");
  }

  private LifeEvent leave() {
    String user = removeAny();
    directory.deleteUser(user);
    gone.addLast(user);
    return new LifeEvent(Kind.LEAVER, user, name(user) + " leaves the company and is deleted.");
  }

  private @Nullable LifeEvent purge() {
    String user = gone.pollFirst();
    if (user == null) {
      return null;
    }
    String name = name(user);
    directory.purgeUser(user);
    return new LifeEvent(Kind.PURGED, user, name + " is permanently deleted.");
  }

  private @Nullable LifeEvent comeBack() {
    String user = gone.pollLast();
    if (user == null) {
      return null;
    }
    directory.restoreUser(user);
    people.add(user);
    return new LifeEvent(Kind.RETURNED, user, name(user) + " comes back and is restored.");
  }

  private LifeEvent block() {
    String user = removeAny();
    directory.blockSignIn(user);
    blocked.addLast(user);
    return new LifeEvent(Kind.BLOCKED, user, name(user) + " is blocked from signing in.");
  }

  private @Nullable LifeEvent allow() {
    String user = blocked.pollFirst();
    if (user == null) {
      return null;
    }
    directory.allowSignIn(user);
    people.add(user);
    return new LifeEvent(Kind.ALLOWED, user, name(user) + " may sign in again.");
  }

  private LifeEvent marry() {
    String user = any(people);
    String before = name(user);
    String surname = PersonNames.surname(random);
    String givenName = text(user, "givenName");
    String principalName = PersonNames.freeName(givenName, surname, taken) + "@" + Company.DOMAIN;
    directory.rename(user, givenName + " " + surname);
    directory.updateUser(user, "surname", surname);
    directory.updateUser(user, "userPrincipalName", principalName);
    directory.updateUser(user, "mail", principalName);
    return new LifeEvent(
        Kind.RENAMED,
        user,
        before + " is now called " + name(user) + " and signs in as " + principalName + ".");
  }

  private LifeEvent promote() {
    String user = any(people);
    String title = text(user, "jobTitle");
    String next =
        title.startsWith("Senior ") ? title.replace("Senior ", "Principal ") : "Senior " + title;
    directory.updateUser(user, "jobTitle", next);
    return new LifeEvent(Kind.PROMOTED, user, name(user) + " is promoted to " + next + ".");
  }

  private LifeEvent changeProject() {
    String project = any(projects);
    String user = any(people);
    if (directory.addMember(project, user)) {
      return new LifeEvent(Kind.PROJECT_JOINED, user, name(user) + " joins " + name(project) + ".");
    }
    directory.removeMember(project, user);
    return new LifeEvent(Kind.PROJECT_LEFT, user, name(user) + " leaves " + name(project) + ".");
  }

  private LifeEvent renameProject() {
    String project = any(projects);
    String before = name(project);
    String phase = before.replaceFirst(" Phase \\d+$", "") + " Phase " + (2 + random.nextInt(8));
    directory.rename(project, phase);
    return new LifeEvent(
        Kind.GROUP_RENAMED, project, "The group " + before + " is now called " + phase + ".");
  }

  private LifeEvent changeAssignment() {
    String user = any(people);
    boolean assigned =
        directory.assignments().stream().anyMatch(each -> each.principalId().equals(user));
    if (assigned) {
      directory.unassign(user);
      return new LifeEvent(
          Kind.UNASSIGNED, user, name(user) + " is no longer assigned to the application.");
    }
    directory.assign(user);
    return new LifeEvent(Kind.ASSIGNED, user, name(user) + " is assigned to the application.");
  }

  private void join(String groupName, String user) {
    String group = groupsByName.get(groupName);
    if (group != null) {
      directory.addMember(group, user);
    }
  }

  private void leave(String groupName, String user) {
    String group = groupsByName.get(groupName);
    if (group != null) {
      directory.removeMember(group, user);
    }
  }

  private String removeAny() {
    int index = random.nextInt(people.size());
    String user = people.get(index);
    people.set(index, people.get(people.size() - 1));
    people.remove(people.size() - 1);
    return user;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String name(String id) {
    return text(id, "displayName");
  }

  private String text(String id, String property) {
    var object = directory.object(id);
    return object == null ? "" : object.path(property).asText("");
  }
}
