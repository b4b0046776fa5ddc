package org.entrazscaler.cli;

/** Runs provisioning: cycles, once or until it is stopped. */
public interface Runner {

  /**
   * Runs until it is stopped.
   *
   * @return the exit status, 0 to 5
   */
  int run();

  /**
   * Runs one cycle. If an instance is running on the same state, that instance runs it.
   *
   * @return the cycle's exit status, 0 to 5
   */
  int runOnce();
}
