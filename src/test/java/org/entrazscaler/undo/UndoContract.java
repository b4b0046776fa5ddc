package org.entrazscaler.undo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.graph.ObjectKey.user;
import static org.entrazscaler.graph.ObjectType.GROUP;
import static org.entrazscaler.graph.ObjectType.USER;
import static org.entrazscaler.store.StateTrial.NOW;
import static org.entrazscaler.store.StateTrial.assigned;
import static org.entrazscaler.store.StateTrial.group;
import static org.entrazscaler.store.StateTrial.json;
import static org.entrazscaler.store.StateTrial.named;
import static org.entrazscaler.store.StateTrial.removed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.Removal;
import org.entrazscaler.journal.LogEntry;
import org.entrazscaler.journal.LogIdentity;
import org.entrazscaler.journal.LogQuery;
import org.entrazscaler.journal.ProvisioningLog;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.outcome.Completion;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.plan.RestoredValue;
import org.entrazscaler.store.StateContract;
import org.entrazscaler.store.StateTrial;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Restored values, and what the log says about a cycle. */
public interface UndoContract extends StateContract {

  private static RestoredValue held(
      String path, @Nullable JsonNode wish, @Nullable JsonNode restored) {
    return new RestoredValue(user("ann"), path, wish, restored, "9");
  }

  private void put(List<RestoredValue> values, List<RestoredMembership> members) {
    trial().state().undo().put(user("ann"), null, values, members);
  }

  private static LogEntry entry(String id, String action, String cycle) {
    return new LogEntry(
        0,
        NOW,
        cycle,
        "change",
        action,
        LogEntry.SUCCESS,
        user(id),
        new LogIdentity(id, id + "@example.com", id + " Example"),
        new LogIdentity("t-" + id, id + "@example.com", id + " Example"),
        1,
        null,
        "Changed",
        JsonNodeFactory.instance
            .arrayNode()
            .add(json("{'displayName':'title','oldValue':null,'newValue':'Chief'}")),
        JsonNodeFactory.instance
            .arrayNode()
            .add(json("{'name':'EntryImport','description':'%s','details':{}}".formatted(id))));
  }

  @Test
  default void restoredValuesOfAnyTypeAreKeptUntilTheyAreReleased() {
    StateTrial trial = trial();
    trial.fullRound(USER, named("ann"));
    put(
        List.of(
            held("active", BooleanNode.TRUE, BooleanNode.FALSE),
            held("title", TextNode.valueOf("Chief"), null)),
        List.of());
    trial.reopen();
    UndoStore undo = trial.state().undo();
    assertEquals(
        List.of(
            held("active", BooleanNode.TRUE, BooleanNode.FALSE),
            held("title", TextNode.valueOf("Chief"), null)),
        undo.values(user("ann")));
    assertNull(undo.values(user("ann")).get(1).restored());
    undo.release(held("title", null, null));
    assertEquals(1, undo.valueCount());
    trial.complete(user("ann"), true);
    assertEquals(1, undo.release(user("ann")));
    assertEquals(Set.of("ann"), trial.pending(USER), "the next cycle plans it");
    assertEquals(0, undo.release(user("ann")));
  }

  @Test
  default void anUndoneUndoKeepsNothing() {
    put(List.of(held("title", TextNode.valueOf("Chief"), TextNode.valueOf("Clerk"))), List.of());
    put(List.of(held("title", TextNode.valueOf("Clerk"), TextNode.valueOf("Other"))), List.of());
    assertEquals(
        List.of(held("title", TextNode.valueOf("Chief"), TextNode.valueOf("Other"))),
        trial().state().undo().values(user("ann")),
        "the mapping produces the same value as before");
    put(List.of(held("title", TextNode.valueOf("Other"), TextNode.valueOf("Chief"))), List.of());
    assertEquals(0, trial().state().undo().valueCount());
  }

  @Test
  default void aPlannedUndoIsPendingUntilItIsWritten() {
    StateTrial trial = trial();
    trial.fullRound(USER, named("ann"));
    trial.complete(user("ann"), true);
    trial
        .state()
        .undo()
        .put(
            user("ann"),
            changed -> new StoredChange(user("ann"), 1, changed, "{}"),
            List.of(),
            List.of());
    long changed = trial.stored(user("ann")).changed();
    assertTrue(trial.source().isPending(user("ann"), changed));
    assertEquals(changed, trial.state().plan().inOrder(USER).next().changed());
    trial
        .state()
        .undo()
        .put(
            user("gone"),
            seen -> new StoredChange(user("gone"), 1, seen, "{}"),
            List.of(),
            List.of());
    assertEquals(2, trial.state().plan().count(USER));
  }

  @Test
  default void restoredMembershipsAreKeptUntilEntraChanges() {
    StateTrial trial = trial();
    trial.fullRound(USER, named("ann"), named("bob"));
    trial.fullRound(GROUP, group("team", "ann"));
    trial.assign(assigned(group("team")), assigned(named("bob")));
    trial.link(user("ann"), "t-ann");
    trial.link(user("bob"), "t-bob");
    trial.link(ObjectKey.group("team"), "t-team");
    trial.membersWritten("team", List.of("t-ann"), List.of());
    put(
        List.of(),
        List.of(
            new RestoredMembership("team", "ann", false, "9"),
            new RestoredMembership("team", "bob", true, "9")));
    UndoStore undo = trial.state().undo();
    assertEquals(List.of("t-bob"), trial.joining("team", 10));
    assertEquals(List.of("t-ann"), trial.leaving("team", 10));
    undo.releaseMembers("team", true);
    assertEquals(2, undo.memberCount(), "nothing has changed");

    trial.deltaRound(GROUP, group("team", "-ann", "bob"));
    undo.releaseMembers("team", true);
    assertEquals(List.of(), undo.members("team"));
    trial.deltaRound(GROUP, group("team", "ann"));
    assertEquals(List.of("t-bob"), trial.joining("team", 10));
    assertEquals(List.of(), trial.leaving("team", 10));
  }

  @Test
  default void unwrittenValuesCanBeReleased() {
    StateTrial trial = trial();
    trial.fullRound(USER, named("ann"));
    trial.link(user("ann"), "t-ann");
    put(
        List.of(
            held("displayName", TextNode.valueOf("y"), TextNode.valueOf("x")),
            held("active", BooleanNode.TRUE, BooleanNode.FALSE)),
        List.of(new RestoredMembership("team", "ann", true, "9")));
    trial.state().undo().releaseUnwritten("8");
    assertEquals(2, trial.state().undo().valueCount());
    trial.state().undo().releaseUnwritten("9");
    assertEquals(
        List.of("displayName"),
        trial.state().undo().values(user("ann")).stream().map(RestoredValue::path).toList());
    assertEquals(0, trial.state().undo().memberCount());
  }

  @Test
  default void aCycleIsUndoneOnce() {
    UndoStore undo = trial().state().undo();
    assertThat(undo.undoneBy("5")).isEmpty();
    undo.markUndone("5", "6");
    undo.markUndone("5", "7");
    assertEquals("7", undo.undoneBy("5").orElseThrow());
  }

  @Test
  default void theLogKnowsWhatACycleWroteAndWhatCameAfter() {
    ProvisioningLog log = trial().state().log();
    log.add(entry("ann", "create", "5"));
    log.add(entry("bob", "other", "5"));
    log.add(entry("ann", "update", "6"));
    assertEquals(List.of(user("ann")), log.writtenBy("5"));
    assertEquals("6", log.lastWritingCycle().orElseThrow());
    assertEquals(
        List.of("6"), log.successes(user("ann"), 1).stream().map(LogEntry::cycleId).toList());
    assertEquals("ann@example.com", log.lastName(user("ann")).orElseThrow());
  }

  @Test
  default void changedObjectsThatStillExistAreCounted() {
    ProvisioningLog log = trial().state().log();
    for (String id : List.of("ann", "bob", "eve", "kim")) {
      trial().link(user(id), "t-" + id);
    }
    log.add(entry("ann", "update", "5"));
    log.add(entry("ann", "disable", "5"));
    log.add(entry("bob", "create", "5"));
    log.add(entry("bob", "update", "5"));
    log.add(entry("eve", "update", "6"));
    log.add(entry("gone", "update", "5"));
    LogEntry members = entry("kim", "update", "5");
    members.modified().removeAll().add(json("{'displayName':'members','newValue':'t-ann'}"));
    log.add(members);
    assertEquals(1, log.changedCount("5", USER));
    assertEquals(0, log.changedCount("5", GROUP));
  }

  @Test
  default void aPermanentlyDeletedUserIsForgottenWithAllValues() {
    StateTrial trial = trial();
    trial.fullRound(USER, named("ann"), named("bob"));
    trial.state().log().add(entry("ann", "create", "5"));
    trial.state().log().add(entry("bob", "create", "5"));
    put(
        List.of(held("title", TextNode.valueOf("Chief"), TextNode.valueOf("Clerk"))),
        List.of(new RestoredMembership("team", "ann", true, "9")));
    trial.deltaRound(USER, removed(USER, "ann", Removal.DELETED));
    Completion completion = trial.completion(user("ann"), false);
    trial
        .state()
        .outcomes()
        .record(List.of(new Outcome.Deleted(completion, List.of(entry("ann", "delete", "6")))));

    List<String> entries = new ArrayList<>();
    trial
        .state()
        .log()
        .read(
            new LogQuery(null, null, "ann", null),
            entry -> {
              assertEquals("ann", entry.source().name());
              assertNull(entry.target().name());
              entries.add(entry.modified() + " " + entry.steps());
            });
    assertEquals(2, entries.size());
    assertThat(entries.toString()).doesNotContain("Chief");
    assertThat(entries.toString()).doesNotContain("\"description\":\"ann\"");
    assertEquals(0, trial.state().undo().valueCount() + trial.state().undo().memberCount());
    List<String> others = new ArrayList<>();
    trial
        .state()
        .log()
        .read(
            new LogQuery(null, null, "bob@example.com", null),
            entry -> others.add(entry.modified().toString()));
    assertThat(others.toString()).contains("Chief");
  }
}
