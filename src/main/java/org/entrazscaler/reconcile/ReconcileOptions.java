package org.entrazscaler.reconcile;

/**
 * The options of a reconciliation.
 *
 * @param fix whether differences are repaired
 * @param foreignMembers whether foreign members of managed groups are removed; only with {@code
 *     fix}
 * @param scheduled whether the schedule started it, so that no command waits for its report
 */
record ReconcileOptions(boolean fix, boolean foreignMembers, boolean scheduled) {

  /** For every other cycle: it reports nothing, and adopts what it finds. */
  static final ReconcileOptions NONE = new ReconcileOptions(true, false, false);
}
