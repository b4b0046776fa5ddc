package org.entrazscaler.reconcile;

/**
 * What a reconciliation is to do.
 *
 * @param fix whether differences are repaired
 * @param foreignMembers whether members of groups of ours whom we neither put there nor want are
 *     removed; only with {@code fix}
 * @param scheduled whether it began by itself, so that nobody waits for its report
 */
record ReconcileOptions(boolean fix, boolean foreignMembers, boolean scheduled) {

  /** What a cycle does that is no reconciliation: it reports nothing, and what it finds is ours. */
  static final ReconcileOptions NONE = new ReconcileOptions(true, false, false);
}
