package org.entrazscaler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.graph.ObjectKey.group;
import static org.entrazscaler.graph.ObjectKey.user;
import static org.entrazscaler.graph.ObjectType.GROUP;
import static org.entrazscaler.graph.ObjectType.USER;
import static org.entrazscaler.store.StateTrial.NOW;
import static org.entrazscaler.store.StateTrial.assigned;
import static org.entrazscaler.store.StateTrial.json;
import static org.entrazscaler.store.StateTrial.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.entrazscaler.deadletter.ParkedObject;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.journal.LogEntry;
import org.entrazscaler.journal.LogError;
import org.entrazscaler.journal.LogIdentity;
import org.entrazscaler.journal.LogQuery;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.source.StoredAssignment;
import org.junit.jupiter.api.Test;

/** A copy of the state, on which a dry run works. */
interface CopyContract extends StateContract {

  private void fill(StateTrial trial) {
    trial.assign(assigned(named("ann")), assigned(StateTrial.group("sales")));
    trial.fullRound(USER, named("ann"), named("bob"));
    trial.fullRound(GROUP, StateTrial.group("sales", "ann", "bob"));
    trial.completeAll();
    trial.link(user("ann"), "t-ann");
    trial.link(group("sales"), "t-sales");
    trial.membersWritten("sales", List.of("t-ann"), List.of());
    trial.names(user("bob"), "ann");
    trial.state().facts().put("asked", "ü\ud83d\ude00");
    long cycle = trial.state().cycles().begin("initial", NOW);
    trial
        .state()
        .cycles()
        .end(cycle, NOW.plusMillis(1_500), "success", null, json("{'create':2}"), json("{}"));
    trial
        .state()
        .outcomes()
        .record(
            List.of(
                new Outcome.Parked(
                    new ParkedObject(
                        user("bob"),
                        "bob@example.com",
                        "create",
                        "conflict",
                        "EntryConflict",
                        "It exists already.",
                        "Correct one of them.",
                        null,
                        "409 conflict",
                        NOW,
                        1,
                        NOW.plusSeconds(60),
                        "1",
                        false),
                    trial.completion(user("bob"), true),
                    List.of(entry()))));
  }

  private static LogEntry entry() {
    return new LogEntry(
        0,
        NOW,
        "1",
        "change",
        "create",
        "failure",
        user("bob"),
        new LogIdentity("bob", "bob@example.com", null),
        LogIdentity.NONE,
        42,
        LogError.of("EntryConflict"),
        null,
        JsonNodeFactory.instance.arrayNode(),
        JsonNodeFactory.instance.arrayNode());
  }

  private static List<LogEntry> logged(State state) {
    List<LogEntry> entries = new ArrayList<>();
    state.log().read(new LogQuery(null, null, null, null), entries::add);
    return entries;
  }

  @Test
  default void aCopyContainsTheWholeState() {
    StateTrial trial = trial();
    fill(trial);
    try (State copy = trial.state().copy(Set.of())) {
      State state = trial.state();
      for (ObjectKey key : List.of(user("ann"), user("bob"), group("sales"))) {
        assertEquals(state.source().find(key), copy.source().find(key));
        assertEquals(state.links().find(key), copy.links().find(key));
        assertEquals(state.entitlement().isEntitled(key), copy.entitlement().isEntitled(key));
      }
      assertEquals(state.sourceUpdater().watermark(USER), copy.sourceUpdater().watermark(USER));
      assertEquals(1, copy.writtenMembers().count("sales"));
      assertEquals(state.cycles().last(), copy.cycles().last());
      assertEquals(state.facts().get("asked"), copy.facts().get("asked"));
      assertEquals(state.parked().all(), copy.parked().all());
      assertEquals(logged(state), logged(copy));
      assertEquals(1, logged(copy).size());
    }
  }

  @Test
  default void whatIsDoneToACopyIsNotDoneToTheState() {
    StateTrial trial = trial();
    fill(trial);
    try (State copy = trial.state().copy(Set.of())) {
      copy.links().forgetAll();
      copy.parked().retryAll();
      copy.facts().put("asked", "other");
      copy.log().add(entry());
      assertEquals(2, copy.cycles().begin("initial", NOW), "cycles are counted on");
    }
    assertThat(trial.links().find(user("ann"))).isPresent();
    assertEquals(1, trial.writtenMembers().count("sales"));
    assertEquals(1, trial.state().parked().count());
    assertEquals(1, logged(trial.state()).size());
    assertTrue(trial.state().isUp());
    trial.deltaRound(USER, named("eve"));
    assertEquals(Set.of("eve"), trial.pending(USER), "the state goes on");
  }

  @Test
  default void whatIsNotNeededIsNotCopied() {
    StateTrial trial = trial();
    fill(trial);
    try (State copy = trial.state().copy(Set.of("provisioning_log"))) {
      assertEquals(List.of(), logged(copy));
      assertEquals(1, copy.parked().count());
      copy.log().add(entry());
    }
  }

  @Test
  default void aCopyOfMoreThanOneBatchIsWhole() {
    StateTrial trial = trial();
    trial.fullRound(
        USER,
        IntStream.range(0, 2_345)
            .mapToObj(number -> named("user" + number))
            .toArray(DirectoryChange[]::new));
    try (State copy = trial.state().copy(Set.of())) {
      assertEquals(2_345, copy.source().openCount(USER));
    }
  }

  @Test
  default void aCopyIsOfOneMomentDespiteConcurrentWrites() throws Exception {
    State state = trial().state();
    AtomicBoolean enough = new AtomicBoolean();
    CountDownLatch begun = new CountDownLatch(1);
    Runnable writing =
        () -> {
          for (int number = 1; !enough.get(); number++) {
            List<StoredAssignment> assignments =
                IntStream.range(0, number % 7)
                    .mapToObj(each -> assigned(named("user" + each)))
                    .toList();
            String told = Integer.toString(assignments.size());
            state.inTransaction(
                () -> {
                  state.sourceUpdater().replaceAssignments(assignments);
                  state.facts().put("assignments", told);
                });
            begun.countDown();
          }
        };
    CompletableFuture<Void> written = CompletableFuture.runAsync(writing);
    try {
      begun.await();
      for (int times = 0; times < 10; times++) {
        try (State copy = state.copy(Set.of())) {
          assertEquals(
              copy.facts().get("assignments").orElseThrow(),
              Integer.toString(copy.entitlement().assignments().size()));
        }
      }
    } finally {
      enough.set(true);
    }
    written.get();
  }
}
