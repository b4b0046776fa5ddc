package org.entrazscaler.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.graph.ObjectKey.group;
import static org.entrazscaler.graph.ObjectKey.user;
import static org.entrazscaler.graph.ObjectType.GROUP;
import static org.entrazscaler.graph.ObjectType.USER;
import static org.entrazscaler.store.StateTrial.assigned;
import static org.entrazscaler.store.StateTrial.json;
import static org.entrazscaler.store.StateTrial.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.entrazscaler.graph.Removal;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.store.StateContract;
import org.entrazscaler.store.StateTrial;
import org.junit.jupiter.api.Test;

/** Links, intents and written members. */
public interface LinkContract extends StateContract {

  /** Staff with Ann and Bob, assigned and complete; the target is empty. */
  private StateTrial office() {
    StateTrial trial = trial();
    trial.assign(assigned(StateTrial.group("staff")));
    trial.fullRound(GROUP, StateTrial.group("staff", "ann", "bob"));
    trial.fullRound(USER, named("ann"), named("bob"));
    trial.completeAll();
    return trial;
  }

  /** The same, with all objects in the target. */
  private StateTrial provisioned() {
    StateTrial trial = office();
    trial.link(user("ann"), "t-ann");
    trial.link(user("bob"), "t-bob");
    trial.link(group("staff"), "t-staff");
    trial.membersWritten("staff", List.of("t-ann", "t-bob"), List.of());
    trial.completeAll();
    return trial;
  }

  @Test
  default void aLinkIsFoundFromBothSides() {
    StateTrial trial = provisioned();
    trial.reopen();
    Link link = trial.links().find(user("ann")).orElseThrow();
    assertEquals("t-ann", link.knownTargetId());
    assertEquals(Origin.CREATED, link.origin());
    assertEquals(json("{'displayName':'x'}"), link.written());
    assertTrue(link.memberEligible());
    assertFalse(link.disabled());
    assertNull(link.intent());
    assertEquals(link, trial.links().findByTarget(USER, "t-ann").orElseThrow());
    assertThat(trial.links().findByTarget(GROUP, "t-ann")).isEmpty();
    assertThat(trial.links().find(user("nobody"))).isEmpty();
    assertEquals(2, trial.links().count(USER));
  }

  @Test
  default void anIntentSurvivesARestartUntilItsOutcomeIsRecorded() {
    StateTrial trial = office();
    trial.links().recordIntent(user("ann"), "create");
    trial.reopen();
    Link begun = trial.links().find(user("ann")).orElseThrow();
    assertEquals("create", begun.intent());
    assertThrows(IllegalStateException.class, begun::knownTargetId);
    assertEquals(0, trial.links().count(USER), "the target is still empty");
    trial.link(user("ann"), "t-ann");
    assertNull(trial.links().find(user("ann")).orElseThrow().intent());
    trial.links().recordIntent(user("ann"), "change");
    assertEquals("change", trial.links().find(user("ann")).orElseThrow().intent());
    assertEquals("t-ann", trial.links().find(user("ann")).orElseThrow().targetId());
  }

  @Test
  default void withdrawingAnIntentKeepsTheLink() {
    StateTrial trial = office();
    trial.links().recordIntent(user("ann"), "create");
    trial.links().withdrawIntent(user("ann"));
    assertThat(trial.links().find(user("ann"))).isEmpty();
    trial.link(user("ann"), "t-ann");
    trial.links().recordIntent(user("ann"), "change");
    trial.links().withdrawIntent(user("ann"));
    Link link = trial.links().find(user("ann")).orElseThrow();
    assertEquals("t-ann", link.targetId());
    assertNull(link.intent());
  }

  @Test
  default void withdrawingACreationRemovesTheLinkAndItsMembers() {
    StateTrial trial = office();
    trial.links().recordIntent(user("ann"), "create");
    trial.source().markPending(user("ann"));
    trial.complete(user("ann"), false);
    assertThat(trial.links().find(user("ann"))).isEmpty();
  }

  @Test
  default void aTargetObjectBelongsToItsLastAdopter() {
    StateTrial trial = provisioned();
    trial.deltaRound(USER, StateTrial.removed(USER, "ann", Removal.DELETED), named("new-ann"));
    trial.completeAll();
    trial.link(user("new-ann"), "t-ann");
    assertEquals(user("new-ann"), trial.links().findByTarget(USER, "t-ann").orElseThrow().key());
    assertThat(trial.links().find(user("ann"))).isEmpty();
  }

  @Test
  default void aLinkedUserOutOfScopeKeepsItsPropertiesUntilCompleted() {
    StateTrial trial = provisioned();
    trial.assign();
    trial.deltaRound(USER, StateTrial.user("ann", "{'jobTitle':'Clerk'}"));
    assertEquals("Clerk", trial.properties(user("ann")).path("jobTitle").asText());
  }

  @Test
  default void linksCanBeForgotten() {
    StateTrial trial = provisioned();
    trial.links().forgetAll();
    assertEquals(0, trial.links().count(USER));
    trial.link(user("ann"), "t2-ann");
    trial.link(group("staff"), "t2-staff");
    assertEquals(List.of("t2-ann"), trial.joining("staff", 10));
    assertEquals(List.of(), trial.writtenMembers().toRemove("staff", 10));
  }

  // --- members ------------------------------------------------------------------------------

  @Test
  default void onlyUsersWithAccountsAreMembers() {
    StateTrial trial = office();
    trial.link(group("staff"), "t-staff");
    assertFalse(trial.membersDiffer("staff", false));
    trial.link(user("ann"), "t-ann");
    assertEquals(Set.of("staff"), trial.pending(GROUP), "its members are compared again");
    assertTrue(trial.membersDiffer("staff", false));
    assertEquals(List.of("t-ann"), trial.joining("staff", 10));
    trial.membersWritten("staff", List.of("t-ann"), List.of());
    assertFalse(trial.membersDiffer("staff", false));
    trial.membersWritten("staff", List.of("t-ann"), List.of());
    assertFalse(trial.membersDiffer("staff", false), "reported only once");
  }

  @Test
  default void leaversAreRemovedAndAnEmptiedGroupLosesAllManagedMembers() {
    StateTrial trial = provisioned();
    trial.deltaRound(GROUP, StateTrial.groupWith("staff", "{}", "-ann"));
    assertEquals(List.of("t-ann"), trial.leaving("staff", 10));
    assertEquals(List.of(), trial.joining("staff", 10));
    assertEquals(List.of("t-ann", "t-bob"), trial.writtenMembers().toRemove("staff", 10));
    trial.membersWritten("staff", List.of(), List.of("t-ann"));
    assertFalse(trial.membersDiffer("staff", false));
    assertTrue(trial.membersDiffer("staff", true));
  }

  @Test
  default void anIneligibleMemberIsRemovedAndAddedAgainLater() {
    StateTrial trial = provisioned();
    trial.link(user("ann"), "t-ann", true, false);
    assertEquals(Set.of("staff"), trial.pending(GROUP));
    assertEquals(List.of("t-ann"), trial.leaving("staff", 10));
    trial.membersWritten("staff", List.of(), List.of("t-ann"));
    trial.completeAll();
    trial.link(user("ann"), "t-ann");
    assertEquals(Set.of("staff"), trial.pending(GROUP));
    assertEquals(List.of("t-ann"), trial.joining("staff", 10));
  }

  @Test
  default void membershipsOfAReenabledAccountAreWrittenAgain() {
    StateTrial trial = provisioned();
    trial.link(user("ann"), "t-ann", true, true);
    assertEquals(Set.of(), trial.pending(GROUP));
    trial.link(user("ann"), "t-ann", false, true);
    assertEquals(Set.of("staff"), trial.pending(GROUP));
    assertEquals(List.of("t-ann"), trial.joining("staff", 10));
  }

  @Test
  default void aMembershipWrittenWhileTheAccountWasDisabledIsNotWrittenAgain() {
    StateTrial trial = provisioned();
    trial.link(user("ann"), "t-ann", true, true);
    trial.membersWritten("staff", List.of("t-ann"), List.of());
    trial.link(user("ann"), "t-ann", false, true);
    assertEquals(List.of(), trial.joining("staff", 10));
  }

  @Test
  default void aMembershipReadWhileTheAccountWasDisabledIsNotWrittenAgain() {
    StateTrial trial = provisioned();
    trial.link(user("ann"), "t-ann", true, true);
    trial.writtenMembers().recordSeen("staff", List.of("t-ann", "t-bob"));
    trial.link(user("ann"), "t-ann", false, true);
    assertEquals(List.of(), trial.joining("staff", 10));
  }

  @Test
  default void completingAUserWithoutAWriteCanEndItsMemberships() {
    StateTrial trial = provisioned();
    trial.source().markPending(user("ann"));
    trial.complete(user("ann"), true);
    assertEquals(Set.of(), trial.pending(GROUP), "nothing changed");
    trial.source().markPending(user("ann"));
    trial.complete(user("ann"), false);
    assertEquals(Set.of("staff"), trial.pending(GROUP));
    assertEquals(List.of("t-ann"), trial.leaving("staff", 10));
  }

  @Test
  default void membershipsGoWithADeletedAccountAndAreWrittenForItsSuccessor() {
    StateTrial trial = provisioned();
    trial.source().markPending(user("ann"));
    trial
        .state()
        .outcomes()
        .record(List.of(new Outcome.Deleted(trial.completion(user("ann"), false), List.of())));
    assertThat(trial.links().find(user("ann"))).isEmpty();
    assertEquals(List.of("t-bob"), trial.writtenMembers().toRemove("staff", 10));
    trial.link(user("ann"), "t2-ann");
    assertEquals(List.of("t2-ann"), trial.joining("staff", 10));
    assertEquals(Set.of("staff"), trial.pending(GROUP));
  }

  @Test
  default void theGroupsOfAnAccountAreComparedForItsNewUser() {
    StateTrial trial = provisioned();
    trial.deltaRound(USER, StateTrial.removed(USER, "ann", Removal.DELETED), named("new-ann"));
    trial.complete(group("staff"), true);
    trial.link(user("new-ann"), "t-ann");
    assertEquals(Set.of("staff"), trial.pending(GROUP));
    assertEquals(List.of("t-ann"), trial.leaving("staff", 10));
  }

  @Test
  default void membersReadFromTheTargetReplaceTheRecordedOnes() {
    StateTrial trial = provisioned();
    trial.writtenMembers().recordSeen("staff", List.of("t-bob", "t-stranger"));
    assertEquals(List.of("t-ann"), trial.joining("staff", 10));
    assertEquals(
        List.of("t-bob"),
        trial.writtenMembers().toRemove("staff", 10),
        "a foreign member is never removed");
    trial.writtenMembers().recordSeen("staff", List.of("t-ann", "t-bob"));
    assertFalse(trial.membersDiffer("staff", false));
  }

  @Test
  default void aRemovalWithALostAnswerIsRepeatedIfTheTargetShowsNoMembers() {
    StateTrial trial = provisioned();
    trial.links().recordIntent(group("staff"), "members", List.of(), List.of("t-ann", "t-bob"));
    trial.writtenMembers().resolveDoubts("staff", true);
    assertEquals(
        List.of("t-ann", "t-bob"),
        trial.writtenMembers().toRemove("staff", 10),
        "a member in scope is also removed from a group that is emptied");
    trial.links().recordIntent(group("staff"), "members", List.of(), List.of("t-ann"));
    trial.writtenMembers().resolveDoubts("staff", false);
    assertEquals(
        List.of("t-ann"),
        trial.joining("staff", 10),
        "in a group that stays, a required member is added once more");
  }

  @Test
  default void membersOfLargeGroupsComeInChunksInAStableOrder() {
    StateTrial trial = trial();
    String[] members = IntStream.range(0, 350).mapToObj("u%03d"::formatted).toArray(String[]::new);
    trial.assign(assigned(StateTrial.group("staff")));
    trial.fullRound(GROUP, StateTrial.group("staff", members));
    trial.link(group("staff"), "t-staff");
    for (String member : members) {
      trial.link(user(member), "t-" + member);
    }
    int sent = 0;
    for (List<String> chunk = trial.joining("staff", 100);
        !chunk.isEmpty();
        chunk = trial.joining("staff", 100)) {
      assertEquals("t-u%03d".formatted(sent), chunk.get(0));
      trial.membersWritten("staff", chunk, List.of());
      sent += chunk.size();
    }
    assertEquals(350, sent);
  }

  // --- references ---------------------------------------------------------------------------

  @Test
  default void aUserIsPendingWhenTheManagerGetsAnAccount() {
    StateTrial trial = office();
    trial.names(user("ann"), "bob");
    trial.names(user("ann"), "bob");
    assertEquals(Set.of(), trial.pending(USER));
    trial.links().recordIntent(user("bob"), "create");
    trial.link(user("bob"), "t-bob");
    assertEquals(Set.of("ann"), trial.pending(USER));
    trial.completeAll();
    trial.link(user("bob"), "t-bob");
    assertEquals(Set.of(), trial.pending(USER), "it has the same account");
    trial.link(user("bob"), "t2-bob");
    assertEquals(Set.of("ann"), trial.pending(USER), "it has another account");
    trial.completeAll();
    trial.names(user("ann"));
    trial.link(user("bob"), "t3-bob");
    assertEquals(Set.of(), trial.pending(USER), "a former reference does not matter");
  }
}
