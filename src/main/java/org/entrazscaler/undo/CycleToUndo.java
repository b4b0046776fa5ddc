package org.entrazscaler.undo;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.entrazscaler.undo.UndoPlan.LeftOut;

/** A cycle that is being undone, with what is left out of it. Safe for use by several threads. */
final class CycleToUndo {

  private final String cycle;
  private final List<LeftOut> leftOut = new CopyOnWriteArrayList<>();

  /**
   * A cycle that is to be undone.
   *
   * @param cycle its id
   */
  public CycleToUndo(String cycle) {
    this.cycle = cycle;
  }

  /**
   * Which one.
   *
   * @return its id
   */
  public String cycle() {
    return cycle;
  }

  void leaveOut(LeftOut what) {
    leftOut.add(what);
  }

  /**
   * What is not taken back.
   *
   * @return a copy
   */
  public List<LeftOut> leftOut() {
    return List.copyOf(leftOut);
  }
}
