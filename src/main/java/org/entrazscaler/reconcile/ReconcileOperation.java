package org.entrazscaler.reconcile;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.cycle.Counter;
import org.entrazscaler.cycle.CycleRecord;
import org.entrazscaler.cycle.CycleReport;
import org.entrazscaler.engine.CycleRunner;
import org.entrazscaler.reconcile.Difference.Kind;
import org.entrazscaler.store.Facts;
import org.entrazscaler.store.State;
import org.entrazscaler.text.RecordJson;
import org.entrazscaler.text.Report;

/** The command {@code reconcile}. */
public final class ReconcileOperation {

  private final State state;
  private final CycleRunner cycles;

  public ReconcileOperation(State state, CycleRunner cycles) {
    this.state = state;
    this.cycles = cycles;
  }

  public CommandOutcome run(boolean fix, boolean foreignMembers) {
    return cycles
        .run("reconcile", new ReconcileOptions(fix, foreignMembers, false))
        .map(cycle -> outcome(cycle, fix))
        .orElseGet(this::notStarted);
  }

  private CommandOutcome notStarted() {
    return cycles.ending()
        ? new CommandOutcome(1, "The program is ending: nothing was compared.\n")
        : new CommandOutcome(
            CycleReport.HELD,
            "Nothing is repaired for now. "
                + state
                    .quarantine()
                    .find()
                    .map(quarantine -> Report.text(quarantine.sentences()))
                    .orElse("\n"));
  }

  private CommandOutcome outcome(CycleRecord cycle, boolean fix) {
    Optional<TargetLists> read =
        state
            .facts()
            .get(Facts.RECONCILIATION)
            .map(text -> RecordJson.read(text, TargetLists.class))
            .filter(lists -> lists.cycle() == cycle.id());
    if (read.isEmpty()) {
      // It ended before everything was compared; a part proves nothing.
      return new CommandOutcome(
          Math.max(1, CycleReport.exitStatus(cycle)), CycleReport.summary(cycle) + "\n");
    }
    ReconcileReport report = new ReconcileReport(state, cycle.id(), read.get());
    String text = report.text() + (fix ? CycleReport.summary(cycle) + "\n" + held() : "");
    return new CommandOutcome(status(cycle, fix, read.get()), text);
  }

  private String held() {
    return state.holds().find().map(hold -> Report.text(hold.sentences())).orElse("");
  }

  private int status(CycleRecord cycle, boolean fix, TargetLists read) {
    Map<Kind, Integer> counts = state.differences().counts(cycle.id());
    boolean hasDifferences = counts.keySet().stream().anyMatch(Kind::isDifference);
    boolean partial = read.partial();
    if (!fix) {
      return hasDifferences || partial ? 1 : 0;
    }
    boolean hasStopped =
        !Set.of(CycleRecord.SUCCESS, CycleRecord.FAILURES, CycleRecord.HELD)
            .contains(cycle.result());
    if (hasStopped || cycle.counts().path(Counter.HELD.jsonName()).asLong() > 0) {
      return CycleReport.exitStatus(cycle);
    }
    boolean hasUnresolved =
        partial
            || state.differences().unresolvedCount(cycle.id()) > 0
            || cycle.counts().path(Counter.FAILED.jsonName()).asLong() > 0;
    return hasUnresolved ? 1 : 0;
  }
}
