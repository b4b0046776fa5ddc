package org.entrazscaler.undo;

import java.util.Optional;
import java.util.Set;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleRecord;
import org.entrazscaler.cycle.CycleReport;
import org.entrazscaler.engine.CycleRunner;
import org.entrazscaler.engine.DryRun;
import org.entrazscaler.engine.Engine;
import org.entrazscaler.safeguard.Hold;
import org.entrazscaler.store.Facts;
import org.entrazscaler.store.State;
import org.entrazscaler.text.Report;
import org.jspecify.annotations.Nullable;

/** {@code undo}: shows, or carries out, the inverse of what one cycle wrote. */
public final class UndoOperation {

  private static final int INCOMPLETE = 1;
  private static final String LAST = "last";

  private final State state;
  private final Engine engine;

  public UndoOperation(State state, Engine engine) {
    this.state = state;
    this.engine = engine;
  }

  /**
   * Undoes a cycle, or shows how.
   *
   * @param named id of a cycle, or {@code last}
   * @param apply whether to carry it out
   * @param json true for JSON, false for text
   * @return what is or would be undone, and what is left out
   */
  public CommandOutcome run(String named, boolean apply, boolean json) {
    try {
      String cycle = cycle(named);
      if (apply || isRunning(cycle)) {
        engine.cycles().awaitIdle();
        cycle = cycle(named);
      }
      String objection = objection(cycle);
      if (objection != null || cycle == null) {
        return new CommandOutcome(INCOMPLETE, objection + "\n");
      }
      if (apply && hasOpenHold()) {
        return new CommandOutcome(
            CycleReport.HELD,
            "A safeguard holds removals: use approve or refuse first. Nothing was undone.\n"
                + state.holds().find().map(hold -> Report.text(hold.sentences())).orElse(""));
      }
      if (apply) {
        return undo(cycle, engine, state, true, "", json);
      }
      try (DryRun dry = engine.dryRun(Set.of())) {
        String note =
            dry.underWay() == null
                ? ""
                : dry.underWay() + " is running: what it has still to write is left out.\n";
        return undo(cycle, dry.engine(), dry.state(), false, note, json);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ending();
    }
  }

  private @Nullable String cycle(String named) {
    return named.strip().equalsIgnoreCase(LAST)
        ? state.log().lastWritingCycle().orElse(null)
        : named.strip();
  }

  private boolean isRunning(@Nullable String cycle) {
    Cycle running = engine.running();
    return running != null && running.name().equals(cycle);
  }

  private boolean hasOpenHold() {
    return state.holds().find().isPresent()
        || state.facts().get(Facts.ASSIGNMENTS_EMPTIED).isPresent();
  }

  private @Nullable String objection(@Nullable String cycle) {
    if (cycle == null) {
      return "The provisioning log has no cycle that wrote anything.";
    }
    if (cycle.equalsIgnoreCase(Cycle.ON_DEMAND)) {
      return "on-demand is not a cycle: it stands for every object that was provisioned by name,"
          + " and cannot be undone. Correct the object in Entra, or name a cycle.";
    }
    Optional<CycleRecord> found = state.cycles().find(cycle);
    if (found.isEmpty()) {
      return "There was no cycle " + cycle + ".";
    }
    Optional<String> by = state.undo().undoneBy(cycle).filter(this::wasCompleted);
    if (by.isPresent()) {
      return "Cycle "
          + cycle
          + " was undone already, by cycle "
          + by.get()
          + ". To restore it: undo "
          + by.get()
          + ".";
    }
    if (state.log().writtenBy(cycle).isEmpty()) {
      return CycleReport.hasWrites(found.get())
          ? "What cycle "
              + cycle
              + " wrote is no longer in the log: it is kept for provisioning.log-retention."
          : "Cycle " + cycle + " wrote nothing.";
    }
    return null;
  }

  /** An undo that was not completed continues when it is requested again. */
  private boolean wasCompleted(String by) {
    return state
        .cycles()
        .find(by)
        .map(CycleRecord::result)
        .filter(result -> result.equals(CycleRecord.SUCCESS) || result.equals(CycleRecord.HELD))
        .isPresent();
  }

  private static CommandOutcome undo(
      String cycle, Engine engine, State state, boolean applied, String note, boolean json) {
    CycleToUndo undo = new CycleToUndo(cycle);
    Optional<CycleRecord> run = new CycleRunner(engine, state).run("undo-cycle", undo);
    if (run.isEmpty()) {
      return ending();
    }
    UndoReport report = new UndoReport(state, undo, run.get(), applied);
    int status = CycleReport.exitStatus(run.get());
    if (status == 0 && !undo.leftOut().isEmpty()) {
      status = INCOMPLETE;
    }
    return new CommandOutcome(
        status,
        json
            ? report.json()
            : report.text()
                + note
                + state
                    .holds()
                    .find()
                    .filter(hold -> hold.phase() == Hold.Phase.HELD)
                    .map(hold -> holdText(hold, applied || hold.cycle() != run.get().id()))
                    .orElse(""));
  }

  private static String holdText(Hold hold, boolean isHeld) {
    return Report.text(isHeld ? hold.sentences() : hold.dryRunSentences());
  }

  private static CommandOutcome ending() {
    return new CommandOutcome(INCOMPLETE, "The program is ending: nothing was undone.\n");
  }
}
