package org.entrazscaler.undo;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.entrazscaler.undo.UndoPlan.LeftOut;

/** A cycle that is being undone, and what was left out. Thread-safe. */
final class CycleToUndo {

  private final String cycle;
  private final List<LeftOut> leftOut = new CopyOnWriteArrayList<>();

  /**
   * Names the cycle to undo.
   *
   * @param cycle id of the cycle
   */
  public CycleToUndo(String cycle) {
    this.cycle = cycle;
  }

  /** The id of the cycle. */
  public String cycle() {
    return cycle;
  }

  void leaveOut(LeftOut what) {
    leftOut.add(what);
  }

  /** What is not undone, as a copy. */
  public List<LeftOut> leftOut() {
    return List.copyOf(leftOut);
  }
}
