package org.entrazscaler.simulation.tenant;

import java.util.List;
import java.util.Random;

/** Random changes that administrators can make, one after another, plausible or not. */
public final class RandomChanges {

  private final Directory directory;
  private final Random random;
  private int count;

  /** Creates random changes from a source of randomness. */
  public RandomChanges(Directory directory, Random random) {
    this.directory = directory;
    this.random = random;
  }

  /** Makes one change. */
  public void next() {
    count++;
    List<String> users = directory.userIds();
    List<String> groups = directory.groupIds();
    List<String> deleted = directory.softDeletedIds();
    int kind = random.nextInt(20);
    if (users.size() < 3 || kind < 3) {
      directory.addUser("User " + count, "user" + count + "@contoso.com");
    } else if (groups.isEmpty() || kind == 3) {
      if (random.nextBoolean()) {
        directory.addGroup("Group " + count);
      } else {
        directory.addMicrosoft365Group("Team " + count, true);
      }
    } else if (kind < 6) {
      String department = random.nextInt(4) == 0 ? null : "Department " + random.nextInt(5);
      directory.updateUser(any(users), "department", department);
    } else if (kind == 6) {
      directory.rename(random.nextBoolean() ? any(users) : any(groups), "Renamed " + count);
    } else if (kind < 11) {
      directory.addMember(any(groups), any(users));
    } else if (kind < 13) {
      directory.removeMember(any(groups), any(users));
    } else if (kind == 13) {
      directory.deleteUser(any(users));
    } else if (kind == 14) {
      directory.deleteGroup(any(groups));
    } else if (kind == 15) {
      directory.purgeUser(any(users));
    } else if (kind == 16) {
      directory.setManager(any(users), random.nextInt(4) == 0 ? null : any(users));
    } else if (kind == 17) {
      changeAssignment(random.nextBoolean() ? any(users) : any(groups));
    } else if (kind == 18) {
      directory.updateUser(any(users), "accountEnabled", random.nextBoolean());
    } else if (!deleted.isEmpty()) {
      endDeletion(any(deleted));
    }
  }

  private void changeAssignment(String principal) {
    switch (random.nextInt(4)) {
      case 0 -> directory.unassign(principal);
      case 1 -> directory.assign(principal, Directory.DEFAULT_ACCESS);
      default -> directory.assign(principal);
    }
  }

  private void endDeletion(String id) {
    boolean user = directory.kindOf(id) == ObjectKind.USER;
    boolean restored = random.nextInt(3) > 0;
    if (user && restored) {
      directory.restoreUser(id);
    } else if (user) {
      directory.purgeUser(id);
    } else if (restored) {
      directory.restoreGroup(id);
    } else {
      directory.purgeGroup(id);
    }
  }

  private String any(List<String> ids) {
    return ids.get(random.nextInt(ids.size()));
  }
}
