package org.entrazscaler.store;

/** A part of the contract of the state, for each database. */
public interface StateContract {

  /** The empty state of the running test. */
  public StateTrial trial();
}
