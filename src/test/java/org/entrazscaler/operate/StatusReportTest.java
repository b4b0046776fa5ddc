package org.entrazscaler.operate;

import static org.entrazscaler.graph.ObjectKey.group;
import static org.entrazscaler.graph.ObjectKey.user;
import static org.entrazscaler.store.StateTrial.NOW;
import static org.entrazscaler.text.ExpectedText.assertOutput;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.entrazscaler.cycle.Counter;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleRecord;
import org.entrazscaler.cycle.TargetSystem;
import org.entrazscaler.deadletter.ParkedObject;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.plan.RestoredValue;
import org.entrazscaler.quarantine.Quarantine;
import org.entrazscaler.safeguard.Hold;
import org.entrazscaler.store.StateAddress;
import org.entrazscaler.store.StateTrial;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole output of {@code status}. */
class StatusReportTest {

  private static final Instant LATER = Instant.parse("2026-03-02T14:00:00Z");

  private final StateTrial trial = new StateTrial(StateAddress.inMemory(), Path.of(""));

  @AfterEach
  void close() {
    trial.close();
  }

  private static ParkedObject parked(ObjectKey key, String cause, @Nullable String answer) {
    return new ParkedObject(
        key,
        "Name of " + key.id(),
        "create",
        cause,
        "EntryConflict",
        "It exists already.",
        "Correct one of them.",
        null,
        answer,
        NOW,
        cause.equals("conflict") ? 2 : 1,
        LATER,
        "7",
        false);
  }

  private void park(ParkedObject object) {
    trial.state().outcomes().record(List.of(new Outcome.Parked(object, null, List.of())));
  }

  private void addCycle(String result, @Nullable String reason) {
    Cycle cycle = new Cycle(1, "initial", NOW);
    cycle.count(Counter.CREATE, 3);
    cycle.count(Counter.FAILED, 1);
    cycle.countRequest(TargetSystem.ENTRA);
    for (int i = 0; i < 4; i++) {
      cycle.countRequest(TargetSystem.ZSCALER);
    }
    long id = trial.state().cycles().begin("initial", NOW);
    trial
        .state()
        .cycles()
        .end(id, NOW.plusSeconds(61), result, reason, cycle.counts(), cycle.requests());
  }

  private void assertStatus(String file, boolean on, @Nullable Cycle running, String... refused) {
    StatusReport report =
        new StatusReport(trial.state(), on, running, refused.length == 0 ? null : refused[0]);
    assertOutput(StatusReportTest.class, file + ".json", report.json());
    assertOutput(StatusReportTest.class, file + ".txt", report.text());
  }

  @Test
  void beforeTheFirstCycle() {
    assertStatus("status-new", false, null);
  }

  @Test
  void everythingAtOnce() {
    trial.fullRound(ObjectType.GROUP, StateTrial.group("staff"));
    trial.sourceUpdater().beginFullRound(ObjectType.USER, "first");
    trial.page(ObjectType.USER, "next", StateTrial.named("ann"), StateTrial.named("bob"));
    trial.link(user("ann"), "t-ann");
    trial.link(user("bob"), "t-bob");
    trial.link(group("staff"), "t-staff");
    addCycle(CycleRecord.FAILURES, "The reason.\nIn two lines.");
    park(parked(user("ann"), "conflict", "HTTP 409"));
    park(parked(user("bob"), "conflict", "HTTP 409 (other)"));
    park(parked(group("staff"), "domain", null));
    for (int number = 0; number < 22; number++) {
      park(parked(user("many" + number), "many", "HTTP 400"));
    }
    trial
        .state()
        .quarantine()
        .put(
            new Quarantine(
                Quarantine.Reason.ENCOUNTERED_QUARANTINE_EXCEPTION,
                "ZSCALER",
                "Unauthorized",
                "Zscaler refuses the token.",
                NOW,
                1,
                2,
                LATER,
                "Users",
                "fingerprint",
                null));
    Hold.Numbers numbers = new Hold.Numbers(1, 0, 2);
    trial
        .state()
        .holds()
        .put(
            new Hold(
                1,
                NOW,
                Hold.Phase.HELD,
                numbers,
                numbers,
                500,
                20,
                List.of("More than 20 percent."),
                List.of("disable user Ann", "leave group Staff"),
                false));
    List<RestoredValue> values = new ArrayList<>();
    for (String path : List.of("title", "displayName")) {
      values.add(
          new RestoredValue(
              user("ann"), path, TextNode.valueOf("Chief"), TextNode.valueOf("Clerk"), "1"));
    }
    trial.state().undo().put(user("ann"), null, values, List.of());
    Cycle running = new Cycle(2, "incremental", LATER);
    running.count(Counter.UPDATE, 3);
    running.countRequest(TargetSystem.ZSCALER);
    assertStatus("status-full", true, running, "scope.camel.yaml:3:4: no\n  ^");
  }

  @Test
  void aCycleWhoseProcessDied() {
    trial.state().cycles().begin("initial", NOW);
    trial.state().cycles().endAbandoned();
    trial.link(user("ann"), "t-ann");
    assertStatus("status-died", true, null);
  }
}
