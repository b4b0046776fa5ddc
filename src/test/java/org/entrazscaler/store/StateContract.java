package org.entrazscaler.store;

/** A part of what the state promises, whatever database holds it. */
public interface StateContract {

  /** The empty state of the running test. */
  public StateTrial trial();
}
