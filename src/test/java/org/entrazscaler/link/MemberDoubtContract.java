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
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.store.StateContract;
import org.entrazscaler.store.StateTrial;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A membership whose outcome is unknown counts as present, so that it is removed if the member
 * leaves. Therefore only a reading of the target resolves the doubt.
 */
public interface MemberDoubtContract extends StateContract {

  /** Staff with Ann, Bob and Cid, who have accounts; the group in the target is unknown. */
  private StateTrial office() {
    StateTrial trial = trial();
    trial.assign(assigned(StateTrial.group("staff")));
    trial.fullRound(GROUP, StateTrial.group("staff", "ann", "bob", "cid"));
    trial.fullRound(USER, named("ann"), named("bob"), named("cid"));
    for (String name : List.of("ann", "bob", "cid")) {
      trial.link(user(name), "t-" + name);
    }
    return trial;
  }

  private static void begin(StateTrial trial, String intent, String... added) {
    trial.links().recordIntent(group("staff"), intent, List.of(added), List.of());
  }

  private static @Nullable String intent(StateTrial trial) {
    return trial.links().find(group("staff")).orElseThrow().intent();
  }

  @Test
  default void anotherOutcomeKeepsTheDoubtAboutMembers() {
    StateTrial trial = office();
    begin(trial, "create", "t-ann", "t-bob");
    trial.link(group("staff"), "t-staff");
    trial.reopen();
    assertNotNull(intent(trial), "its members have not been read");
    trial.membersWritten("staff", List.of("t-cid"), List.of());
    assertNotNull(intent(trial), "nothing is known about the two others yet");
    trial.writtenMembers().recordSeen("staff", List.of("t-cid"));
    trial.link(group("staff"), "t-staff");
    assertNull(intent(trial));
    assertEquals(List.of("t-ann", "t-bob"), trial.joining("staff", 10));
  }

  @Test
  default void anotherOutcomeKeepsTheDoubtAboutARemoval() {
    StateTrial trial = office();
    trial.link(group("staff"), "t-staff");
    trial.membersWritten("staff", List.of("t-ann", "t-bob"), List.of());
    trial.links().recordIntent(group("staff"), "members", List.of(), List.of("t-ann"));
    trial.link(group("staff"), "t-staff");
    assertNotNull(intent(trial));
    trial.membersWritten("staff", List.of(), List.of("t-ann"));
    assertNull(intent(trial));
  }

  @Test
  default void aGroupCreatedWithItsMembersIsInNoDoubt() {
    StateTrial trial = office();
    begin(trial, "create", "t-ann", "t-bob");
    Link made = link(null);
    trial
        .state()
        .outcomes()
        .record(List.of(new Outcome.Linked(made, List.of("t-ann", "t-bob"), null)));
    assertNull(intent(trial));
    assertEquals(List.of("t-cid"), trial.joining("staff", 10));
  }

  @Test
  default void theIntentToReadMembersIsRecordedWithTheLink() {
    StateTrial trial = office();
    trial.state().outcomes().record(List.of(new Outcome.Linked(link("members"), List.of(), null)));
    trial.reopen();
    assertEquals("members", intent(trial));
  }

  private static Link link(@Nullable String intent) {
    return new Link(
        group("staff"),
        "t-staff",
        Origin.CREATED,
        json("{'displayName':'staff'}"),
        false,
        true,
        intent);
  }

  @Test
  default void aGroupThatWasNotCreatedHasNoMembers() {
    StateTrial trial = office();
    begin(trial, "create", "t-ann", "t-bob");
    trial.complete(group("staff"), false);
    assertThat(trial.links().find(group("staff"))).isEmpty();
    assertEquals(
        List.of("t-ann", "t-bob", "t-cid"),
        trial.joining("staff", 10),
        "the group was not found, and is forgotten with its members");
  }

  @Test
  default void membersOfAGroupThatIsGoneBeforeItIsLinkedAreForgotten() {
    StateTrial trial = office();
    begin(trial, "create", "t-ann", "t-bob");
    trial.writtenMembers().recordSeen("staff", List.of("t-ann", "t-bob"));
    trial.links().withdrawIntent(group("staff"));
    assertEquals(List.of("t-ann", "t-bob", "t-cid"), trial.joining("staff", 10));
  }

  /** The state that H2 could leave if the process was killed while several groups were written. */
  @Test
  default void membersOfACreationThatWasNeverStartedDoNotCount() {
    StateTrial trial = office();
    trial.writtenMembers().recordSeen("staff", List.of("t-ann", "t-bob"));
    assertThat(trial.links().find(group("staff"))).isEmpty();
    trial.links().withdrawIntent(group("staff"));
    assertEquals(List.of("t-ann", "t-bob", "t-cid"), trial.joining("staff", 10));
  }

  @Test
  default void aPartialCorrectionLeavesTheRestInDoubt() {
    StateTrial trial = office();
    trial.link(group("staff"), "t-staff");
    trial.membersWritten("staff", List.of("t-cid"), List.of());
    begin(trial, "members", "t-ann", "t-bob");
    trial.state().target().add(USER, "t-ann", json("{'id':'t-ann'}"), Map.of(), Set.of("t-staff"));
    trial.state().comparison().correct(link(null), true, true);
    assertNotNull(intent(trial), "Bob's account was not in the list");
    trial.state().target().add(USER, "t-bob", json("{'id':'t-bob'}"), Map.of(), Set.of());
    trial.state().comparison().correct(link(null), true, true);
    assertNull(intent(trial));
    assertEquals(List.of("t-bob"), trial.joining("staff", 10));
  }

  @Test
  default void aUserWhoGetsAnAccountWhileTheGroupIsPlannedIsAdded() {
    StateTrial trial = office();
    trial
        .state()
        .outcomes()
        .record(List.of(new Outcome.Deleted(trial.completion(user("cid"), false), List.of())));
    long planned = trial.stored(group("staff")).changed();
    trial.link(user("cid"), "t2-cid");
    assertNotEquals(
        planned,
        trial.stored(group("staff")).changed(),
        "it was planned without Cid, and is planned again");
  }
}
