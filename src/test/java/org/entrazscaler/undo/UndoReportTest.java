package org.entrazscaler.undo;

import static org.entrazscaler.graph.ObjectKey.group;
import static org.entrazscaler.graph.ObjectKey.user;
import static org.entrazscaler.store.StateTrial.NOW;
import static org.entrazscaler.store.StateTrial.json;
import static org.entrazscaler.text.ExpectedText.assertOutput;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import org.entrazscaler.cycle.Counter;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleRecord;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.journal.LogEntry;
import org.entrazscaler.journal.LogIdentity;
import org.entrazscaler.store.StateAddress;
import org.entrazscaler.store.StateTrial;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole output of {@code undo}. */
class UndoReportTest {

  private final StateTrial trial = new StateTrial(StateAddress.inMemory(), Path.of(""));

  @AfterEach
  void close() {
    trial.close();
  }

  private void log(
      ObjectKey key, String action, String status, @Nullable String reason, String... modified) {
    ArrayNode properties = JsonNodeFactory.instance.arrayNode();
    for (String property : modified) {
      properties.add(json(property));
    }
    trial
        .state()
        .log()
        .add(
            new LogEntry(
                0,
                NOW,
                "8",
                "change-" + key.id(),
                action,
                status,
                key,
                new LogIdentity(key.id(), "Name of " + key.id(), null),
                status.equals(LogEntry.FAILURE)
                    ? LogIdentity.NONE
                    : new LogIdentity("t-" + key.id(), null, null),
                1,
                null,
                reason,
                properties,
                JsonNodeFactory.instance.arrayNode()));
  }

  private static CycleRecord cycle(@Nullable String reason) {
    Cycle counted = new Cycle(8, "undo", NOW);
    counted.count(Counter.UPDATE, 1);
    return new CycleRecord(
        8,
        "undo",
        NOW,
        NOW.plusMillis(1500),
        CycleRecord.SUCCESS,
        reason,
        counted.counts(),
        counted.requests());
  }

  private void assertUndo(String file, CycleToUndo undo, CycleRecord cycle, boolean applied) {
    UndoReport report = new UndoReport(trial.state(), undo, cycle, applied);
    assertOutput(UndoReportTest.class, file + ".txt", report.text());
    if (applied) {
      assertOutput(UndoReportTest.class, file + ".json", report.json());
    }
  }

  private void addWrites() {
    trial.fullRound(ObjectType.USER, StateTrial.named("ann"));
    log(
        user("ann"),
        "update",
        LogEntry.SUCCESS,
        "The change of cycle 7 is undone.",
        "{'displayName':'title','oldValue':'Chief','newValue':'Clerk'}",
        "{'displayName':'urn:x:User:department','oldValue':['A','B']}",
        "{'displayName':'groups','newValue':'t-staff','sourceId':'staff'}");
    log(
        group("staff"),
        "update",
        LogEntry.SUCCESS,
        null,
        "{'displayName':'members','newValue':'t-ann','sourceId':'ann'}",
        "{'displayName':'members','oldValue':'t-eve'}");
    String[] members = new String[22];
    for (int number = 0; number < members.length; number++) {
      members[number] = "{'displayName':'members','oldValue':'t%02d'}".formatted(number);
    }
    log(group("staff"), "update", LogEntry.SUCCESS, null, members);
    log(user("bob"), "stageddelete", LogEntry.SKIPPED, "A safeguard holds it.");
    log(user("eve"), "create", LogEntry.FAILURE, "It exists already.");
  }

  private static CycleToUndo undo() {
    CycleToUndo undo = new CycleToUndo("7");
    undo.leaveOut(
        new UndoPlan.LeftOut(user("max"), "Max", "urn:x:User:title", "it has another value now"));
    undo.leaveOut(new UndoPlan.LeftOut(group("other"), "Other", null, "it is gone"));
    return undo;
  }

  @Test
  void shown() {
    addWrites();
    assertUndo("undo-shown", undo(), cycle("A system cannot be reached."), false);
  }

  @Test
  void applied() {
    addWrites();
    assertUndo("undo-applied", undo(), cycle(null), true);
  }

  @Test
  void nothingLeft() {
    assertUndo("undo-nothing", new CycleToUndo("7"), cycle(null), true);
  }
}
