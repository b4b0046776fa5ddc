package org.entrazscaler.cli;

/** Runs provisioning itself, where the other commands ask something of it. */
public interface Runner {

  /**
   * Runs until stopped.
   *
   * @return the exit status, 0 to 5
   */
  int run();

  /**
   * Runs one cycle, by the instance that has the state if one is running.
   *
   * @return the cycle's exit status, 0 to 5
   */
  int runOnce();
}
