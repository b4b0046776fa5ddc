package org.entrazscaler.simulation.zscaler;

/**
 * What happens to a membership above the number of groups that a user may have. Zscaler documents
 * it only for ZPA.
 */
public enum CapOverflow {
  /** The whole request is refused with 400. */
  REFUSE,
  /** The request succeeds, but the membership is not added. */
  SILENTLY_DROP
}
