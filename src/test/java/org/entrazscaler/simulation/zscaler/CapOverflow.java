package org.entrazscaler.simulation.zscaler;

/**
 * What happens to a membership beyond the number of groups that a user may have. Zscaler publishes
 * it for ZPA only.
 */
public enum CapOverflow {
  /** The whole request is refused with 400. */
  REFUSE,
  /** The request succeeds and the membership is not there. */
  SILENTLY_DROP
}
