package org.entrazscaler.history;

/** The process ended: what was committed or sent stays, and nothing more happens. */
final class SimulatedCrash extends RuntimeException {

  private static final long serialVersionUID = 1;

  SimulatedCrash() {
    super("Simulated crash", null, false, false);
  }
}
