package org.entrazscaler.cycle;

/** Observes cycles, to show their progress to the user. Called from several threads. */
public interface CycleListener {

  /** Ignores everything. */
  CycleListener NONE = new CycleListener() {};

  /**
   * A cycle has started.
   *
   * @param cycle the cycle
   */
  default void began(Cycle cycle) {}

  /**
   * An object was written or parked.
   *
   * @param cycle the cycle
   * @param sentence what was done, in words
   */
  default void done(Cycle cycle, String sentence) {}

  /**
   * Some changes of one type are written while others are still being planned.
   *
   * @param cycle the cycle
   * @param what {@code users} or {@code groups}
   * @param number how many are planned so far
   */
  default void planning(Cycle cycle, String what, int number) {}

  /**
   * All changes of one type are planned; those that remain are written now.
   *
   * @param cycle the cycle
   * @param what {@code users} or {@code groups}
   * @param number how many remain
   */
  default void planned(Cycle cycle, String what, int number) {}

  /**
   * A cycle has ended.
   *
   * @param cycle the cycle
   * @param record its result
   */
  default void ended(Cycle cycle, CycleRecord record) {}
}
