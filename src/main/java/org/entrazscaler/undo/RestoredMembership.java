package org.entrazscaler.undo;

/**
 * A membership that was taken back by undo. As long as Entra still wishes the same, the target
 * keeps what was restored.
 *
 * @param group object id of the group
 * @param member object id of the user
 * @param wanted whether the account is to be a member
 * @param cycleId the cycle that took it back
 */
record RestoredMembership(String group, String member, boolean wanted, String cycleId) {}
