package org.entrazscaler.program;

import java.io.PrintWriter;
import org.entrazscaler.cycle.Counter;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleListener;
import org.entrazscaler.cycle.CycleRecord;
import org.entrazscaler.cycle.CycleReport;
import org.entrazscaler.cycle.TargetSystem;

/**
 * Shows people how cycles go: each change of a small cycle by itself, the progress of a large one.
 * On a terminal the progress is a bar; elsewhere it is a line at each tenth.
 */
final class CycleProgress implements CycleListener {

  /** With more changes than this nobody reads each. */
  private static final int MANY = 40;

  private static final int WIDTH = 30;

  private final PrintWriter out;
  private final boolean terminal;
  private final boolean summaries;
  private String what = "";
  private int planned;
  private int done;

  /** Whether more is being planned than is known by now. */
  private boolean grows;

  private int shownTenths;

  /**
   * Shows it.
   *
   * @param out where
   * @param terminal whether a person looks on
   * @param summaries whether a cycle that did something is summed up at its end; false where the
   *     one who asked for the cycle does that
   */
  CycleProgress(PrintWriter out, boolean terminal, boolean summaries) {
    this.out = out;
    this.terminal = terminal;
    this.summaries = summaries;
  }

  @Override
  public synchronized void began(Cycle cycle) {
    planned = 0;
    grows = false;
    if (cycle.kind().equals("initial")) {
      out.println("Cycle " + cycle.name() + " begins, an initial one: everything is read.");
    }
  }

  @Override
  public synchronized void planning(Cycle cycle, String kind, int number) {
    what = kind;
    planned = number;
    done = 0;
    grows = true;
  }

  @Override
  public synchronized void planned(Cycle cycle, String kind, int number) {
    boolean began = grows && done > 0;
    what = kind;
    done = began ? done : 0;
    planned = done + number;
    grows = false;
    shownTenths = planned == 0 ? 0 : done * 10 / planned;
    if (planned > MANY) {
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
    if (grows) {
      done++;
      planned = Math.max(planned, done);
    }
    if (planned <= MANY) {
      // Names come from the tenant: none of them may steer the terminal.
      out.println(sentence.replaceAll("\\p{Cntrl}", "?"));
      return;
    }
    if (grows) {
      return;
    }
    done = Math.min(planned, done + 1);
    int tenths = done * 10 / planned;
    if (terminal) {
      int filled = done * WIDTH / planned;
      out.print(
          "\r["
              + "#".repeat(filled)
              + " ".repeat(WIDTH - filled)
              + "] "
              + done
              + "/"
              + planned
              + " "
              + what
              + (done == planned ? "\n" : ""));
      out.flush();
    } else if (tenths > shownTenths) {
      out.println(done + " of " + planned + " " + what + " written.");
    }
    shownTenths = tenths;
  }

  @Override
  public synchronized void ended(Cycle cycle, CycleRecord record) {
    boolean wellEnded =
        record.result().equals(CycleRecord.SUCCESS) || record.result().equals(CycleRecord.FAILURES);
    boolean quiet =
        record.kind().equals("incremental")
            && wellEnded
            && cycle.counted(Counter.FAILED) == 0
            && record.requests().path(TargetSystem.ZSCALER.jsonName()).asLong() == 0;
    if (summaries && !quiet) {
      out.println(CycleReport.summary(record));
    }
    planned = 0;
  }
}
