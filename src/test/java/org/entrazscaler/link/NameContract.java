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
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.link.NameStore.Wanted;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.store.StateContract;
import org.entrazscaler.store.StateTrial;
import org.junit.jupiter.api.Test;

/** Unique names, and target objects that are handed over. */
public interface NameContract extends StateContract {

  /** Ann and Bob, assigned, complete and in the target with their own names. */
  private StateTrial annAndBob() {
    StateTrial trial = trial();
    trial.assign(assigned(StateTrial.group("staff")));
    trial.fullRound(GROUP, StateTrial.group("staff", "ann", "bob"));
    trial.fullRound(USER, named("ann"), named("bob"));
    linkWithName(trial, "ann", "t-ann", "Ann@example.com");
    linkWithName(trial, "bob", "t-bob", "bob@example.com");
    trial.completeAll();
    return trial;
  }

  private static void linkWithName(StateTrial trial, String user, String target, String name) {
    trial
        .state()
        .outcomes()
        .record(
            List.of(
                new Outcome.Linked(
                    new Link(
                        user(user),
                        target,
                        Origin.CREATED,
                        json("{'userName':'" + name + "'}"),
                        false,
                        true,
                        null),
                    List.of(),
                    null)));
  }

  private static StoredChange rename(StateTrial trial, String user, String name) {
    long changed = trial.source().find(user(user)).orElseThrow().changed();
    StoredChange change = new StoredChange(user(user), 1, changed, "{}", UniqueName.folded(name));
    trial.state().plan().put(change);
    return change;
  }

  @Test
  default void namesOfOtherObjectsAreComparedIgnoringCase() {
    StateTrial trial = annAndBob();
    trial.reopen();
    StoredChange change = rename(trial, "bob", "ann@EXAMPLE.com");
    assertEquals(
        List.of(new Wanted(user("bob"), user("ann"), "t-ann")), trial.state().names().wanted(USER));
    assertTrue(trial.state().names().isTaken(change));
    assertFalse(trial.state().names().isFree(user("bob"), "ann@example.com"));
    assertTrue(trial.state().names().isFree(user("ann"), "ANN@example.com"));
    linkWithName(trial, "ann", "t-ann", "other@example.com");
    assertEquals(List.of(), trial.state().names().wanted(USER));
    assertFalse(trial.state().names().isTaken(change));
  }

  private static void create(StateTrial trial, String user, String name) {
    StoredChange change =
        new StoredChange(
            user(user),
            StoredChange.URGENCY_CREATION,
            1,
            "{}",
            UniqueName.folded(name + "@example.com"));
    trial.state().plan().put(change);
  }

  @Test
  default void theFirstPlannedCreationOfANameIsNoDuplicate() {
    StateTrial trial = annAndBob();
    create(trial, "cy", "new");
    create(trial, "dan", "NEW");
    create(trial, "eve", "new");
    create(trial, "flo", "flo");
    WishedNames wished = trial.state().names().wishedNames(USER);
    assertEquals(List.of(), wished.laterDuplicates("", "dan"));
    assertEquals(List.of(user("dan")), wished.laterDuplicates("dan", "eve"));
    assertEquals(List.of(user("eve")), wished.laterDuplicates("eve", "zoe"));
    assertEquals(List.of(), trial.state().names().wishedNames(GROUP).laterDuplicates("", "zoe"));
  }

  @Test
  default void aCreationIsADuplicateOfARenameButNotOfAHeldOrDroppedChange() {
    StateTrial trial = annAndBob();
    rename(trial, "ann", "new@example.com");
    create(trial, "bob", "NEW");
    create(trial, "cy", "held");
    create(trial, "dan", "held");
    create(trial, "eve", "held");
    trial.state().plan().hold(user("cy"));
    WishedNames wished = trial.state().names().wishedNames(USER);
    assertEquals(List.of(user("bob")), wished.laterDuplicates("", "eve"));
    trial.state().plan().drop(user("dan"));
    assertEquals(List.of(), wished.laterDuplicates("eve", "zoe"), "the earlier change is dropped");
  }

  @Test
  default void creationsInARangeAreFoundIfTheirNamesAreFree() {
    StateTrial trial = annAndBob();
    rename(trial, "bob", "other@example.com");
    for (String user : List.of("cy", "dan", "eve", "flo", "gil")) {
      create(trial, user, user);
    }
    create(trial, "dan", "ANN");
    trial.state().plan().hold(user("flo"));
    assertEquals(List.of(user("cy"), user("eve")), created(trial, "bob", "gil", 9));
    assertEquals(List.of(user("eve")), created(trial, "cy", "gil", 9));
    assertEquals(List.of(user("cy")), created(trial, "", "gil", 1));
    assertEquals(List.of(), created(trial, "", "cy", 9));
  }

  private static List<ObjectKey> created(StateTrial trial, String after, String before, int most) {
    return trial.state().plan().creations(USER, after, before, most).stream()
        .map(StoredChange::key)
        .toList();
  }

  @Test
  default void theLaterOfTwoChangesOfOneNameIsTheDuplicate() {
    StateTrial trial = annAndBob();
    rename(trial, "ann", "new@example.com");
    rename(trial, "bob", "new@example.com");
    assertEquals(List.of(user("bob")), trial.state().names().laterDuplicates(USER));
    assertEquals(List.of(), trial.state().names().laterDuplicates(GROUP));
  }

  @Test
  default void aWaitingObjectIsPendingWhenTheNameIsFree() {
    StateTrial trial = annAndBob();
    trial.state().names().recordWaiting(user("bob"), "t-ann");
    trial.reopen();
    linkWithName(trial, "ann", "t-ann", "Ann@example.com");
    assertFalse(trial.source().isPending(user("bob")), "the name has not changed");
    linkWithName(trial, "ann", "t-ann", "other@example.com");
    assertTrue(trial.source().isPending(user("bob")));
  }

  @Test
  default void aWaitingObjectIsPendingWhenTheHolderIsGone() {
    StateTrial trial = annAndBob();
    trial.state().names().recordWaiting(user("bob"), "t-ann");
    trial.state().comparison().forget(user("ann"));
    assertTrue(trial.source().isPending(user("bob")));
  }

  @Test
  default void aTemporaryNameIsRecordedUntilTheObjectHasAnotherName() {
    StateTrial trial = annAndBob();
    TemporaryName name =
        new TemporaryName(user("ann"), "t@example.com", "Ann@example.com", "bob@example.com");
    trial.state().names().recordTemporary(name);
    trial.reopen();
    linkWithName(trial, "ann", "t-ann", "t@example.com");
    assertEquals(name, trial.state().names().findTemporary(user("ann")).orElseThrow());
    linkWithName(trial, "ann", "t-ann", "bob@example.com");
    assertThat(trial.state().names().findTemporary(user("ann"))).isEmpty();
  }

  @Test
  default void anAccountLeavesTheGroupsOfTheFormerUserBeforeTheHandover() {
    StateTrial trial = annAndBob();
    trial.link(group("staff"), "t-staff");
    trial.membersWritten("staff", List.of("t-ann"), List.of());
    trial.fullRound(USER, named("ann"), named("bob"), named("eve"));
    assertEquals(List.of("staff"), trial.state().handovers().groupsToLeave("t-ann", "eve"));
    assertEquals(List.of(), trial.state().handovers().groupsToLeave("t-ann", "bob"));
    trial.state().handovers().recordIntent("staff", "t-ann", "members");
    assertEquals("members", trial.links().find(group("staff")).orElseThrow().intent());
    trial
        .state()
        .outcomes()
        .record(List.of(new Outcome.LeftFormerGroup("staff", "t-ann", "members", null)));
    assertEquals(List.of(), trial.state().handovers().groupsToLeave("t-ann", "eve"));
    linkWithName(trial, "eve", "t-ann", "Ann@example.com");
    trial.reopen();
    assertThat(trial.links().find(user("ann"))).isEmpty();
    assertEquals(
        new Handover(user("ann"), "t-ann", "eve"),
        trial.state().handovers().find(user("ann")).orElseThrow());
    linkWithName(trial, "ann", "t-new", "ann.new@example.com");
    assertThat(trial.state().handovers().find(user("ann"))).as("it has its own object").isEmpty();
  }
}
