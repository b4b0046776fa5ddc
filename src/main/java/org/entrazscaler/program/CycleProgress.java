package org.entrazscaler.program;

import java.io.PrintWriter;
import org.entrazscaler.cycle.Counter;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleListener;
import org.entrazscaler.cycle.CycleRecord;
import org.entrazscaler.cycle.CycleReport;
import org.entrazscaler.cycle.TargetSystem;
import org.entrazscaler.text.Report;

/**
 * Shows the progress of cycles to people: each change of a small cycle, or the progress of a large
 * one. On a terminal the progress is a bar; otherwise it is one line for each 10 percent.
 */
final class CycleProgress implements CycleListener {

  /** With more changes, only the progress is shown. */
  private static final int MAX_SHOWN_CHANGES = 40;

  private static final int BAR_WIDTH = 30;

  private final PrintWriter out;
  private final boolean terminal;
  private final boolean summaries;
  private String objects = "";
  private int planned;
  private int done;

  /** Whether planning is not finished, so that the number of changes is not final. */
  private boolean planning;

  private int shownTenths;

  /**
   * Creates the listener.
   *
   * @param terminal whether the output is a terminal
   * @param summaries whether to print a summary of each cycle that did something; false if the
   *     command that runs the cycle prints it
   */
  CycleProgress(PrintWriter out, boolean terminal, boolean summaries) {
    this.out = out;
    this.terminal = terminal;
    this.summaries = summaries;
  }

  @Override
  public synchronized void began(Cycle cycle) {
    planned = 0;
    planning = false;
    if (cycle.kind().equals("initial")) {
      out.println("Cycle " + cycle.name() + " begins, an initial one: everything is read.");
    }
  }

  @Override
  public synchronized void planning(Cycle cycle, String kind, int number) {
    objects = kind;
    planned = number;
    done = 0;
    planning = true;
  }

  @Override
  public synchronized void planned(Cycle cycle, String kind, int number) {
    boolean began = planning && done > 0;
    objects = kind;
    done = began ? done : 0;
    planned = done + number;
    planning = false;
    shownTenths = planned == 0 ? 0 : done * 10 / planned;
    if (planned > MAX_SHOWN_CHANGES) {
      out.println(
          "Cycle "
              + cycle.name()
              + ": "
              + planned
              + " "
              + kind
              + " to write"
              + (began ? ", of which " + done + " are written." : "."));
    }
  }

  @Override
  public synchronized void done(Cycle cycle, String sentence) {
    if (planning) {
      done++;
      planned = Math.max(planned, done);
    }
    if (planned <= MAX_SHOWN_CHANGES) {
      out.println(Report.printable(sentence));
      return;
    }
    if (planning) {
      return;
    }
    done = Math.min(planned, done + 1);
    int tenths = done * 10 / planned;
    if (terminal) {
      int filled = done * BAR_WIDTH / planned;
      out.print(
          "\r["
              + "#".repeat(filled)
              + " ".repeat(BAR_WIDTH - filled)
              + "] "
              + done
              + "/"
              + planned
              + " "
              + objects
              + (done == planned ? "\n" : ""));
      out.flush();
    } else if (tenths > shownTenths) {
      out.println(done + " of " + planned + " " + objects + " written.");
    }
    shownTenths = tenths;
  }

  @Override
  public synchronized void ended(Cycle cycle, CycleRecord record) {
    boolean completed =
        record.result().equals(CycleRecord.SUCCESS) || record.result().equals(CycleRecord.FAILURES);
    boolean quiet =
        record.kind().equals("incremental")
            && completed
            && cycle.counted(Counter.FAILED) == 0
            && record.requests().path(TargetSystem.ZSCALER.jsonName()).asLong() == 0;
    if (summaries && !quiet) {
      out.println(CycleReport.summary(record));
    }
    planned = 0;
  }
}
