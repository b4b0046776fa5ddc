package org.entrazscaler.undo;

/**
 * A membership that undo has restored. The target keeps it as long as Entra requires the same as
 * before.
 *
 * @param group object id of the group
 * @param member object id of the user
 * @param wanted whether the account is to be a member
 * @param cycleId the cycle that restored it
 */
record RestoredMembership(String group, String member, boolean wanted, String cycleId) {}
