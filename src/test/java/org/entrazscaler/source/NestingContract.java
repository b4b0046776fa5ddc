package org.entrazscaler.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.graph.ObjectKey.group;
import static org.entrazscaler.graph.ObjectKey.user;
import static org.entrazscaler.graph.ObjectType.GROUP;
import static org.entrazscaler.graph.ObjectType.USER;
import static org.entrazscaler.store.StateTrial.assigned;
import static org.entrazscaler.store.StateTrial.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.MemberChange;
import org.entrazscaler.graph.Removal;
import org.entrazscaler.store.StateContract;
import org.entrazscaler.store.StateTrial;
import org.junit.jupiter.api.Test;

/** Groups in groups ({@code provisioning.nested-groups=expand}). */
public interface NestingContract extends StateContract {

  /** Members that are groups. */
  Set<String> GROUPS = Set.of("company", "sales", "research", "field");

  private static DirectoryChange staff(String id, String... members) {
    return groupWith(id, "{'securityEnabled':true}", members);
  }

  private static DirectoryChange groupWith(String id, String properties, String... members) {
    DirectoryChange change = StateTrial.groupWith(id, properties, members);
    return new DirectoryChange(
        GROUP,
        id,
        Removal.NONE,
        change.properties(),
        change.members().stream().map(NestingContract::ofItsKind).toList());
  }

  private static MemberChange ofItsKind(MemberChange member) {
    String kind =
        GROUPS.contains(member.id())
            ? "#microsoft.graph.group"
            : member.id().equals("late") ? "" : "#microsoft.graph.user";
    return new MemberChange(member.id(), kind, member.removed());
  }

  /** Company contains sales and research, sales contains field: ann, bob and cid in this order. */
  private StateTrial company() {
    StateTrial trial = trial();
    trial.sourceUpdater().expandNestedGroups(true);
    trial.assign(assigned(staff("company")));
    trial.fullRound(
        GROUP,
        staff("company", "sales", "research"),
        staff("sales", "ann", "field"),
        staff("research", "cid"),
        staff("field", "bob"));
    trial.fullRound(USER, named("ann"), named("bob"), named("cid"), named("eve"));
    trial.completeAll();
    return trial;
  }

  private Set<String> entitled(String... users) {
    Set<String> entitled = new TreeSet<>();
    for (String user : users) {
      if (trial().entitlement().isEntitled(user(user))) {
        entitled.add(user);
      }
    }
    return entitled;
  }

  private Set<String> entitledUsers() {
    return entitled("ann", "bob", "cid", "eve");
  }

  @Test
  default void membersOfGroupsInAnAssignedGroupAreEntitledAndHoldItsRoles() {
    StateTrial trial = company();
    assertEquals(Set.of("ann", "bob", "cid"), entitledUsers());
    assertEquals(List.of("role"), trial.entitlement().roleIds("bob"));
    assertEquals(List.of(), trial.entitlement().roleIds("eve"));
    assertFalse(trial.entitlement().isEntitled(group("sales")), "a group in it is not assigned");
    trial.reopen();
    assertEquals(Set.of("ann", "bob", "cid"), entitledUsers());
  }

  @Test
  default void withoutExpandingOnlyDirectMembersCount() {
    StateTrial trial = company();
    trial.sourceUpdater().expandNestedGroups(false);
    assertEquals(Set.of(), entitledUsers());
    trial.deltaRound(GROUP, groupWith("field", "{}", "eve"));
    assertEquals(Set.of("field"), trial.pending(GROUP));
    assertEquals(Set.of(), trial.pending(USER));
    trial.sourceUpdater().expandNestedGroups(true);
    assertEquals(Set.of("ann", "bob", "cid", "eve"), entitledUsers());
  }

  @Test
  default void whoJoinsOrLeavesAGroupInAGroupIsLookedAtWithAllThatHoldIt() {
    StateTrial trial = company();
    trial.link(group("company"), "t-company");
    trial.deltaRound(GROUP, groupWith("field", "{}", "eve", "-bob"));
    assertEquals(Set.of("bob", "eve"), trial.pending(USER));
    assertEquals(Set.of("company", "field"), trial.pending(GROUP));
    assertEquals(Set.of("ann", "cid", "eve"), entitledUsers());
    trial.completeAll();
    trial.deltaRound(GROUP, groupWith("field", "{}", "eve", "-bob"));
    assertEquals(Set.of(), trial.pending(USER), "a replay");
    assertEquals(Set.of(), trial.pending(GROUP), "a replay");
  }

  @Test
  default void theMembersOfAGroupThatJoinsOrLeavesComeAndGoWithIt() {
    StateTrial trial = company();
    trial.deltaRound(GROUP, groupWith("company", "{}", "-sales"));
    assertEquals(Set.of("ann", "bob"), trial.pending(USER));
    assertEquals(Set.of("cid"), entitledUsers());
    trial.completeAll();
    trial.deltaRound(GROUP, groupWith("research", "{}", "field"));
    assertEquals(Set.of("bob"), trial.pending(USER));
    assertEquals(Set.of("bob", "cid"), entitledUsers());
  }

  @Test
  default void whoIsReachedTwiceStaysUntilBothWaysAreGone() {
    StateTrial trial = company();
    trial.deltaRound(
        GROUP, groupWith("research", "{}", "field"), groupWith("company", "{}", "ann"));
    assertEquals(Set.of(), trial.pending(USER));
    trial.deltaRound(GROUP, groupWith("company", "{}", "-sales"));
    assertEquals(Set.of(), trial.pending(USER));
    assertEquals(Set.of("ann", "bob", "cid"), entitledUsers());
    trial.deltaRound(GROUP, groupWith("company", "{}", "-ann", "-research"));
    assertEquals(Set.of("ann", "bob", "cid"), trial.pending(USER));
    assertEquals(Set.of(), entitledUsers());
  }

  @Test
  default void groupsInACycleHaveTheSameUsersAndCanBeSeparated() {
    StateTrial trial = company();
    trial.deltaRound(GROUP, groupWith("field", "{}", "company"), groupWith("sales", "{}", "sales"));
    assertEquals(Set.of("ann", "bob", "cid"), entitledUsers());
    trial.assign(assigned(staff("field")));
    assertEquals(Set.of("ann", "bob", "cid"), entitledUsers());
    trial.deltaRound(GROUP, groupWith("field", "{}", "-company"));
    assertEquals(Set.of("bob"), entitledUsers());
  }

  @Test
  default void aDeletedGroupPassesOnNoMembersUntilItIsRestored() {
    StateTrial trial = company();
    trial.link(group("company"), "t-company");
    trial.deltaRound(GROUP, StateTrial.removed(GROUP, "sales", Removal.CHANGED));
    assertEquals(Set.of("ann", "bob"), trial.pending(USER));
    assertThat(trial.pending(GROUP)).contains("company");
    assertEquals(Set.of("cid"), entitledUsers());
    trial.completeAll();
    trial.deltaRound(GROUP, groupWith("sales", "{}"));
    assertEquals(Set.of("ann", "bob"), trial.pending(USER));
    assertThat(trial.pending(GROUP)).contains("company");
    assertEquals(Set.of("ann", "bob", "cid"), entitledUsers());
    trial.deltaRound(GROUP, StateTrial.removed(GROUP, "sales", Removal.DELETED));
    trial.completeAll();
    assertEquals(Set.of("cid"), entitledUsers());
    trial.deltaRound(GROUP, groupWith("research", "{}", "field"));
    assertEquals(Set.of("bob", "cid"), entitledUsers());
  }

  @Test
  default void aVanishedGroupPassesOnItsMembersUntilItIsKnownToBeDeleted() {
    StateTrial trial = company();
    trial.fullRound(
        GROUP,
        staff("company", "sales", "research"),
        staff("research", "cid"),
        staff("field", "bob"));
    assertEquals(Set.of("ann", "bob", "cid"), entitledUsers());
    trial.sourceUpdater().storePresence(group("sales"), Presence.PRESENT);
    assertEquals(Set.of("ann", "bob", "cid"), entitledUsers());
    trial.completeAll();
    trial.sourceUpdater().storePresence(group("sales"), Presence.DELETED);
    assertEquals(Set.of("ann", "bob"), trial.pending(USER));
    assertEquals(Set.of("cid"), entitledUsers());
  }

  @Test
  default void aFullRoundOverAnUnchangedTenantChangesNoMemberships() {
    StateTrial trial = company();
    trial.sourceUpdater().beginFullRound(GROUP, "first");
    trial.page(GROUP, "second", staff("company", "sales", "research"));
    trial.page(GROUP, "third", staff("sales", "ann"), staff("field", "bob"));
    assertEquals(
        Set.of("ann", "bob", "cid"), entitledUsers(), "users on later pages have not vanished");
    trial.lastPage(GROUP, groupWith("sales", "{}", "field"), staff("research", "cid"));
    assertEquals(Set.of(), trial.pending(USER));
    assertEquals(Set.of("ann", "bob", "cid"), entitledUsers());

    trial.fullRound(
        GROUP,
        staff("research", "eve"),
        staff("field", "bob"),
        staff("company", "sales", "research"),
        staff("sales", "ann"));
    assertEquals(Set.of("bob", "cid", "eve"), trial.pending(USER));
    assertEquals(Set.of("ann", "eve"), entitledUsers());
  }

  @Test
  default void membersOfOtherKindsAreNoMembers() {
    StateTrial trial = company();
    trial.deltaRound(
        GROUP,
        new DirectoryChange(
            GROUP,
            "field",
            Removal.NONE,
            StateTrial.json("{}"),
            List.of(new MemberChange("laptop", "#microsoft.graph.device", false))));
    assertEquals(Set.of(), trial.pending(GROUP));
    assertEquals(Set.of(), trial.pending(USER));
  }

  @Test
  default void aMemberOfUnknownKindIsAGroupOnceTheGroupIsRead() {
    StateTrial trial = company();
    trial.deltaRound(GROUP, groupWith("field", "{}", "late"));
    trial.deltaRound(GROUP, staff("late", "eve"));
    assertEquals(Set.of("eve"), trial.pending(USER));
    assertEquals(Set.of("ann", "bob", "cid", "eve"), entitledUsers());
    trial.deltaRound(GROUP, groupWith("field", "{}", "-late"));
    assertEquals(Set.of("ann", "bob", "cid"), entitledUsers());
  }

  @Test
  default void aPurgedUserIsDeleted() {
    StateTrial trial = company();
    trial.deltaRound(USER, StateTrial.removed(USER, "bob", Removal.DELETED));
    trial.completeAll();
    trial.deltaRound(USER, named("bob"));
    assertEquals(Set.of("ann", "cid"), entitledUsers());
  }

  @Test
  default void onlyTheAssignedGroupHasToBeASecurityGroup() {
    StateTrial trial = company();
    trial.deltaRound(GROUP, groupWith("field", "{'securityEnabled':false}"));
    assertEquals(Set.of("ann", "bob", "cid"), entitledUsers());
    trial.deltaRound(GROUP, groupWith("company", "{'securityEnabled':false}"));
    assertEquals(Set.of("ann", "bob", "cid"), trial.pending(USER));
    assertEquals(Set.of(), entitledUsers());
  }

  @Test
  default void theAccountsOfAGroupAreThoseOfAllWhoAreInItThroughOthers() {
    StateTrial trial = company();
    trial.link(group("company"), "t-company");
    for (String name : List.of("ann", "bob", "cid")) {
      trial.link(user(name), "t-" + name);
    }
    assertEquals(Set.of("company"), trial.pending(GROUP));
    assertEquals(List.of("t-ann", "t-bob", "t-cid"), trial.joining("company", 10));
  }

  /** In any order of changes, the effective memberships are those that a simple search finds. */
  @Test
  default void anyHistoryEndsAsASimpleSearchSays() {
    for (int seed = 1; seed <= 3; seed++) {
      history(new Random(seed), "s" + seed + "-");
    }
  }

  private void history(Random random, String prefix) {
    StateTrial trial = trial();
    trial.sourceUpdater().expandNestedGroups(true);
    List<String> groups = new ArrayList<>();
    List<String> users = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      groups.add(prefix + "g" + i);
      users.add(prefix + "u" + i);
    }
    Map<String, Set<String>> members = new HashMap<>();
    Set<String> gone = new HashSet<>();
    trial.assign(groups.stream().map(g -> assigned(staff(g))).toArray(StoredAssignment[]::new));
    trial.sourceUpdater().beginFullRound(GROUP, "first");
    trial.lastPage(GROUP);
    for (int step = 0; step < 60; step++) {
      List<DirectoryChange> page = new ArrayList<>();
      for (int change = random.nextInt(3); change >= 0; change--) {
        String group = groups.get(random.nextInt(groups.size()));
        Set<String> held = members.computeIfAbsent(group, g -> new HashSet<>());
        if (random.nextInt(8) == 0) {
          gone.add(group);
          page.add(StateTrial.removed(GROUP, group, Removal.CHANGED));
          continue;
        }
        List<String> all = random.nextInt(3) == 0 ? groups : users;
        String member = all.get(random.nextInt(all.size()));
        boolean leaves = held.contains(member);
        if (leaves) {
          held.remove(member);
        } else {
          held.add(member);
        }
        gone.remove(group);
        page.add(
            new DirectoryChange(
                GROUP,
                group,
                Removal.NONE,
                StateTrial.json("{'securityEnabled':true}"),
                List.of(
                    new MemberChange(
                        member,
                        all == groups ? "#microsoft.graph.group" : "#microsoft.graph.user",
                        leaves))));
      }
      trial.deltaRound(GROUP, page.toArray(DirectoryChange[]::new));
      for (String group : groups) {
        if (!members.containsKey(group) || gone.contains(group)) {
          continue;
        }
        trial.assign(assigned(staff(group)));
        Set<String> walked = new TreeSet<>();
        walk(group, members, gone, new HashSet<>(), walked);
        Set<String> found = entitled(users.toArray(String[]::new));
        assertEquals(walked, found, "step " + step + ", " + group + ": " + members);
      }
    }
  }

  private static void walk(
      String group,
      Map<String, Set<String>> members,
      Set<String> gone,
      Set<String> seen,
      Set<String> users) {
    if (!seen.add(group) || gone.contains(group)) {
      return;
    }
    for (String member : members.getOrDefault(group, Set.of())) {
      if (member.contains("-g")) {
        walk(member, members, gone, seen, users);
      } else {
        users.add(member);
      }
    }
  }
}
