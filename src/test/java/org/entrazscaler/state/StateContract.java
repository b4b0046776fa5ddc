package org.entrazscaler.state;

/** A part of what the state promises, whatever database holds it. */
interface StateContract {

  /** The empty state of the running test. */
  StateTrial trial();
}
