package org.entrazscaler.cycle;

/** Is told how cycles go, to show it to people. Called from several threads. */
public interface CycleListener {

  /** Listens to nothing. */
  CycleListener NONE = new CycleListener() {};

  /**
   * A cycle begins.
   *
   * @param cycle the cycle
   */
  default void began(Cycle cycle) {}

  /**
   * Something was done to an object.
   *
   * @param cycle the cycle
   * @param sentence what, in words
   */
  default void done(Cycle cycle, String sentence) {}

  /**
   * Some changes of one type are carried out while others are still being planned.
   *
   * @param cycle the cycle
   * @param what {@code users} or {@code groups}
   * @param number how many are planned so far
   */
  default void planning(Cycle cycle, String what, int number) {}

  /**
   * The changes of one type are planned, and those are now carried out that are not yet.
   *
   * @param cycle the cycle
   * @param what {@code users} or {@code groups}
   * @param number how many are left
   */
  default void planned(Cycle cycle, String what, int number) {}

  /**
   * A cycle has ended.
   *
   * @param cycle the cycle
   * @param record what it came to
   */
  default void ended(Cycle cycle, CycleRecord record) {}
}
