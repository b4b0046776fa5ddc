package org.entrazscaler.operate;

import java.util.List;
import java.util.Optional;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleRecord;
import org.entrazscaler.cycle.CycleReport;
import org.entrazscaler.deadletter.ParkedCause;
import org.entrazscaler.deadletter.ParkedObject;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.quarantine.Quarantine;
import org.entrazscaler.safeguard.Hold;
import org.entrazscaler.store.State;
import org.entrazscaler.text.Count;
import org.entrazscaler.text.RecordJson;
import org.entrazscaler.text.Report;
import org.jspecify.annotations.Nullable;

/** The output of {@code status}. */
final class StatusReport {

  /** Maximum number of names; {@code logs} has all of them. */
  private static final int MAX_NAMES = 20;

  private static final int LABEL_WIDTH = 22;

  private final State state;
  private final boolean on;
  private final @Nullable Cycle running;
  private final @Nullable String refusedReload;
  private final Report report = new Report();

  StatusReport(State state, boolean on, @Nullable Cycle running, @Nullable String refusedReload) {
    this.state = state;
    this.on = on;
    this.running = running;
    this.refusedReload = refusedReload;
  }

  String json() {
    return RecordJson.indented(
        StatusJson.of(state, on, running != null, last().orElse(null), refusedReload));
  }

  /** The last cycle; a running one has its counts so far. */
  private Optional<CycleRecord> last() {
    Optional<CycleRecord> stored = state.cycles().last();
    return running == null
        ? stored
        : stored.map(
            cycle ->
                new CycleRecord(
                    cycle.id(),
                    cycle.kind(),
                    cycle.began(),
                    cycle.ended(),
                    cycle.result(),
                    cycle.reason(),
                    running.counts(),
                    running.requests()));
  }

  String text() {
    row("Provisioning Status", on ? "on" : "off");
    row(
        "Now",
        running == null
            ? "no cycle is running"
            : "cycle " + running.name() + " is running, " + running.kind());
    row("Last cycle", last().map(CycleReport::summary).orElse("none yet").replace("\n", "\n  "));
    row(
        "In Zscaler",
        Count.of(state.links().count(ObjectType.USER), "managed user")
            + " and "
            + Count.of(state.links().count(ObjectType.GROUP), "managed group"));
    for (ObjectType type : ObjectType.values()) {
      row(
          "Watermark of " + type.word() + "s",
          state
              .sourceUpdater()
              .watermark(type)
              .map(w -> Report.localTime(w.moved()))
              .orElse("none yet"));
    }
    Optional<Quarantine> quarantine = state.quarantine().find();
    row(
        "Quarantine",
        quarantine
            .map(
                q ->
                    "since "
                        + Report.localTime(q.began())
                        + ", next attempt "
                        + Report.localTime(q.nextAttempt()))
            .orElse("no"));
    quarantine.ifPresent(q -> report.lines(1, q.sentences()));
    Optional<Hold> hold = state.holds().find();
    row("Held", hold.map(h -> h.numbers().describe()).orElse("nothing"));
    hold.ifPresent(h -> report.lines(1, h.sentences()).items(2, h.names()));
    int values = state.undo().valueCount();
    int memberships = state.undo().memberCount();
    if (values + memberships > 0) {
      row(
          "Restored by undo",
          Count.of(values, "value")
              + " and "
              + Count.of(memberships, "membership")
              + " (retry NAME releases them)");
    }
    row("Parked", String.valueOf(state.parked().count()));
    state.parked().causes().forEach(this::parked);
    if (refusedReload != null) {
      report
          .line("")
          .line("A changed file in routes/ was rejected; the previous routes stay in force:")
          .line(refusedReload);
    }
    return report.toString();
  }

  private void row(String label, String value) {
    report.line(Report.padded(label + ":", LABEL_WIDTH) + value);
  }

  private void parked(ParkedCause cause) {
    report.line(
        1, Count.of(cause.number(), "object") + ", " + cause.code() + ": " + cause.reason());
    List<ParkedObject> objects = state.parked().findByCause(cause.cause(), MAX_NAMES);
    String answer = objects.isEmpty() ? null : objects.get(0).answer();
    if (answer != null) {
      report.line(2, "Zscaler answered: " + answer);
    }
    report.line(2, "To do: " + cause.advice());
    report.items(2, objects.stream().map(object -> parked(object, answer)).toList());
    if (cause.number() > MAX_NAMES) {
      report.line(2, "and " + (cause.number() - MAX_NAMES) + " more");
    }
  }

  private static String parked(ParkedObject object, @Nullable String answer) {
    return object.action()
        + " "
        + object.key().type().word()
        + " "
        + object.name()
        + ", tried "
        + Count.of(object.attempts(), "time")
        + ", again from "
        + Report.localTime(object.nextAttempt())
        + (object.answer() == null || object.answer().equals(answer) ? "" : ": " + object.answer());
  }
}
