package org.entrazscaler.source;

import static org.entrazscaler.graph.ObjectKey.group;
import static org.entrazscaler.graph.ObjectKey.user;
import static org.entrazscaler.graph.ObjectType.GROUP;
import static org.entrazscaler.graph.ObjectType.USER;
import static org.entrazscaler.store.StateTrial.assigned;
import static org.entrazscaler.store.StateTrial.assignment;
import static org.entrazscaler.store.StateTrial.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.Removal;
import org.entrazscaler.store.StateContract;
import org.entrazscaler.store.StateTrial;
import org.junit.jupiter.api.Test;

/**
 * Users and groups in scope by assignment (Entra, "How Application Provisioning works", scoping).
 */
public interface EntitlementContract extends StateContract {

  /** Ann and Bob in staff, Eve in no group, all complete; no assignments. */
  private StateTrial office() {
    StateTrial trial = trial();
    trial.fullRound(GROUP, StateTrial.group("staff", "ann", "bob"), StateTrial.group("club"));
    trial.fullRound(USER, named("ann"), named("bob"), named("eve"));
    trial.completeAll();
    return trial;
  }

  @Test
  default void anAssignmentAffectsOnlyItsPrincipal() {
    StateTrial trial = office();
    trial.assign(assigned(named("eve")));
    assertEquals(Set.of("eve"), trial.pending(USER));
    assertEquals(Set.of(), trial.pending(GROUP));
    assertTrue(trial.entitlement().isEntitled(user("eve")));
    assertEquals(1, trial.entitlement().candidates(USER, false));
    trial.completeAll();
    trial.assign(assigned(named("eve")));
    assertEquals(Set.of(), trial.pending(USER), "the same list again");
    trial.assign();
    assertEquals(Set.of("eve"), trial.pending(USER));
    assertFalse(trial.entitlement().isEntitled(user("eve")));
  }

  @Test
  default void theAssignmentOfAGroupAffectsItsMembers() {
    StateTrial trial = office();
    trial.assign(assigned(StateTrial.group("staff")));
    assertEquals(Set.of("ann", "bob"), trial.pending(USER));
    assertEquals(Set.of("staff"), trial.pending(GROUP));
    assertTrue(trial.entitlement().isEntitled(user("ann")));
    assertTrue(trial.entitlement().isEntitled(group("staff")));
    assertEquals(2, trial.entitlement().candidates(USER, false));
    assertEquals(1, trial.entitlement().candidates(GROUP, false));
    trial.completeAll();
    trial.assign();
    assertEquals(Set.of("ann", "bob"), trial.pending(USER));
    assertEquals(Set.of("staff"), trial.pending(GROUP));
    assertFalse(trial.entitlement().isEntitled(user("ann")));
  }

  @Test
  default void oneOfSeveralAssignmentsIsEnough() {
    StateTrial trial = office();
    trial.assign(assigned(named("ann")), assigned(StateTrial.group("staff")));
    trial.completeAll();
    trial.assign(assigned(named("ann")));
    assertTrue(trial.entitlement().isEntitled(user("ann")));
    assertFalse(trial.entitlement().isEntitled(user("bob")));
  }

  @Test
  default void defaultAccessDoesNotEntitle() {
    StateTrial trial = office();
    trial.assign(assignment("a1", USER, "eve", false), assignment("a2", GROUP, "staff", false));
    assertFalse(trial.entitlement().isEntitled(user("eve")));
    assertFalse(trial.entitlement().isEntitled(user("ann")));
    assertFalse(trial.entitlement().isEntitled(group("staff")));
    assertEquals(Set.of(), trial.pending(USER));
    assertEquals(2, trial.entitlement().assignments().size());
  }

  @Test
  default void aUserLeftWithOnlyDefaultAccessIsPending() {
    StateTrial trial = office();
    StoredAssignment defaultAccess = assignment("a2", GROUP, "staff", false);
    trial.assign(assigned(StateTrial.group("staff")), defaultAccess);
    trial.completeAll();
    trial.assign(defaultAccess);
    assertEquals(Set.of("ann", "bob"), trial.pending(USER));
    assertEquals(Set.of("staff"), trial.pending(GROUP));
    assertFalse(trial.entitlement().isEntitled(user("ann")));
  }

  @Test
  default void aChangeOfTheSettingOfDefaultAccessIsNoticed() {
    StateTrial trial = office();
    trial.assign(assignment("a2", GROUP, "staff", false));
    trial.completeAll();
    trial.assign(assignment("a2", GROUP, "staff", true));
    assertEquals(Set.of("ann", "bob"), trial.pending(USER));
    assertTrue(trial.entitlement().isEntitled(user("ann")));
  }

  @Test
  default void onlySecurityGroupsEntitle() {
    StateTrial trial = office();
    trial.assign(assigned(StateTrial.group("staff")));
    trial.completeAll();
    trial.deltaRound(GROUP, StateTrial.groupWith("staff", "{'securityEnabled':false}"));
    assertEquals(Set.of("ann", "bob"), trial.pending(USER));
    assertFalse(trial.entitlement().isEntitled(user("ann")));
  }

  @Test
  default void joiningAndLeavingAffectsTheMemberAndTheGroup() {
    StateTrial trial = office();
    trial.assign(assigned(StateTrial.group("staff")));
    trial.completeAll();
    DirectoryChange change = StateTrial.groupWith("staff", "{}", "-ann", "eve");
    trial.deltaRound(GROUP, change);
    assertEquals(Set.of("ann", "eve"), trial.pending(USER));
    assertEquals(Set.of("staff"), trial.pending(GROUP));
    assertFalse(trial.entitlement().isEntitled(user("ann")));
    assertTrue(trial.entitlement().isEntitled(user("eve")));
    trial.completeAll();
    trial.deltaRound(GROUP, change);
    assertEquals(Set.of(), trial.pending(USER), "a replay");
    assertEquals(Set.of(), trial.pending(GROUP), "a replay");
  }

  @Test
  default void leavingAndJoiningInOnePageEndsAsAMember() {
    StateTrial trial = office();
    trial.assign(assigned(StateTrial.group("staff")));
    trial.deltaRound(GROUP, StateTrial.groupWith("staff", "{}", "-ann", "ann", "eve", "-eve"));
    assertTrue(trial.entitlement().isEntitled(user("ann")));
    assertFalse(trial.entitlement().isEntitled(user("eve")));
  }

  @Test
  default void membershipsOfAnUnassignedGroupAffectNoUser() {
    StateTrial trial = office();
    trial.deltaRound(GROUP, StateTrial.groupWith("club", "{}", "eve"));
    assertEquals(Set.of(), trial.pending(USER));
    trial.deltaRound(GROUP, StateTrial.groupWith("staff", "{'displayName':'Crew'}"));
    assertEquals(Set.of(), trial.pending(USER));
  }

  @Test
  default void theRenamingOfAnAssignedGroupAffectsNoMember() {
    StateTrial trial = office();
    trial.assign(assigned(StateTrial.group("staff")));
    trial.completeAll();
    trial.deltaRound(GROUP, StateTrial.groupWith("staff", "{'displayName':'Crew'}"));
    assertEquals(Set.of("staff"), trial.pending(GROUP));
    assertEquals(Set.of(), trial.pending(USER));
  }

  @Test
  default void theMembersOfADeletedGroupAreNoLongerEntitledUntilItIsRestored() {
    StateTrial trial = office();
    trial.assign(assigned(StateTrial.group("staff")));
    trial.completeAll();
    trial.deltaRound(GROUP, StateTrial.removed(GROUP, "staff", Removal.CHANGED));
    assertEquals(Set.of("ann", "bob"), trial.pending(USER));
    assertFalse(trial.entitlement().isEntitled(user("ann")));
    trial.completeAll();
    trial.deltaRound(GROUP, StateTrial.groupWith("staff", "{}"));
    assertEquals(Set.of("ann", "bob"), trial.pending(USER));
    assertTrue(trial.entitlement().isEntitled(user("ann")));
  }

  @Test
  default void theMembersOfAVanishedGroupKeepTheirScopeUntilEntraHasAnswered() {
    StateTrial trial = office();
    trial.assign(assigned(StateTrial.group("staff")));
    trial.completeAll();
    trial.fullRound(GROUP, StateTrial.group("club"));
    assertEquals(Set.of("ann", "bob"), trial.pending(USER));
    assertTrue(trial.entitlement().isEntitled(user("ann")));
    trial.sourceUpdater().storePresence(ObjectKey.group("staff"), Presence.SOFT_DELETED);
    assertFalse(trial.entitlement().isEntitled(user("ann")));
  }

  @Test
  default void anAssignmentThatGraphNamedTwiceCountsOnce() {
    StateTrial trial = office();
    StoredAssignment eve = assigned(named("eve"));
    trial.sourceUpdater().replaceAssignments(List.of(eve, eve));
    assertEquals(List.of(eve), trial.entitlement().assignments());
  }

  @Test
  default void aUserAssignedBeforeBeingReadIsPendingOnceRead() {
    StateTrial trial = trial();
    trial.assign(assigned(named("ann")));
    trial.fullRound(USER, named("ann"));
    assertTrue(trial.stored(user("ann")).complete());
    assertEquals(1, trial.entitlement().candidates(USER, false));
    trial.link(user("ann"), "t-ann");
    assertEquals(0, trial.entitlement().candidates(USER, false));
  }
}
