package org.entrazscaler.simulation.zscaler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The content of a simulated tenant: users, groups and memberships. All access goes through {@link
 * #read} and {@link #write}.
 */
final class TenantStore {

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final SimulatedProduct product;
  private final Clock clock;
  private int idsGiven;

  final Table<Stored.User> users = new Table<>("userName", "externalId", "displayName");
  final Table<Stored.Group> groups = new Table<>("displayName", "externalId");

  TenantStore(SimulatedProduct product, Clock clock) {
    this.product = product;
    this.clock = clock;
  }

  <R> R read(Supplier<R> work) {
    lock.readLock().lock();
    try {
      return work.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  <R> R write(Supplier<R> work) {
    lock.writeLock().lock();
    try {
      return work.get();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Removes everything; ids start from the first one again. */
  void empty() {
    write(
        () -> {
          users.empty();
          groups.empty();
          idsGiven = 0;
          return product;
        });
  }

  Stored.User createUser(ObjectNode attributes) {
    Stored.User user = new Stored.User(newId("7a736361-6c65-7200-7363-696d"), attributes, now());
    users.add(user);
    return user;
  }

  Stored.Group createGroup(ObjectNode attributes) {
    Stored.Group group = new Stored.Group(newId("7a736361-6c65-7200-7363-6969"), attributes, now());
    groups.add(group);
    return group;
  }

  void replace(Stored.User user, ObjectNode attributes) {
    users.replaceAttributes(user, attributes);
    user.modified = now();
  }

  void replace(Stored.Group group, ObjectNode attributes) {
    groups.replaceAttributes(group, attributes);
    group.modified = now();
  }

  void remove(Stored.User user) {
    for (String groupId : user.groupIds) {
      group(groupId).memberIds.remove(user.id);
    }
    user.groupIds.clear();
    users.remove(user);
  }

  void remove(Stored.Group group) {
    for (String memberId : group.memberIds) {
      user(memberId).groupIds.remove(group.id);
    }
    group.memberIds.clear();
    groups.remove(group);
  }

  void addMember(Stored.Group group, Stored.User user) {
    group.memberIds.add(user.id);
    user.groupIds.add(group.id);
    group.modified = now();
  }

  void removeMember(Stored.Group group, Stored.User user) {
    group.memberIds.remove(user.id);
    user.groupIds.remove(group.id);
    group.modified = now();
  }

  void removeMembers(Stored.Group group) {
    for (String memberId : group.memberIds) {
      user(memberId).groupIds.remove(group.id);
    }
    group.memberIds.clear();
    group.modified = now();
  }

  List<Stored.Group> groupsOf(Stored.User user) {
    List<Stored.Group> found = new ArrayList<>(user.groupIds.size());
    for (String groupId : user.groupIds) {
      found.add(group(groupId));
    }
    return found;
  }

  List<Stored.User> membersOf(Stored.Group group) {
    List<Stored.User> found = new ArrayList<>(group.memberIds.size());
    for (String memberId : group.memberIds) {
      found.add(user(memberId));
    }
    return found;
  }

  ZscalerUser view(Stored.User user) {
    return new ZscalerUser(
        user.id,
        user.userName(),
        user.text("externalId"),
        user.attributes.path("active").asBoolean(true),
        user.attributes.deepCopy(),
        groupsOf(user).stream().map(Stored.Group::displayName).toList(),
        user.administrator);
  }

  ZscalerGroup view(Stored.Group group) {
    return new ZscalerGroup(
        group.id,
        group.displayName(),
        group.text("externalId"),
        group.attributes.deepCopy(),
        List.copyOf(group.memberIds),
        membersOf(group).stream().map(Stored.User::userName).toList());
  }

  List<ZscalerUser> viewUsers(Collection<Stored.User> rows) {
    return rows.stream().map(this::view).toList();
  }

  List<ZscalerGroup> viewGroups(Collection<Stored.Group> rows) {
    return rows.stream().map(this::view).toList();
  }

  private Stored.User user(String id) {
    Stored.User user = users.byId(id);
    if (user == null) {
      throw new IllegalStateException("A membership of user " + id + ", which does not exist");
    }
    return user;
  }

  private Stored.Group group(String id) {
    Stored.Group group = groups.byId(id);
    if (group == null) {
      throw new IllegalStateException("A membership in group " + id + ", which does not exist");
    }
    return group;
  }

  /**
   * An odd factor permutes the 32 bits, so ids are unique and do not look like a sequence that a
   * client could guess.
   */
  private String newId(String prefix) {
    idsGiven++;
    return product == SimulatedProduct.ZIA
        ? prefix + String.format("%08x", idsGiven * 0x9E3779B1)
        : UUID.nameUUIDFromBytes((prefix + idsGiven).getBytes(StandardCharsets.UTF_8)).toString();
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
