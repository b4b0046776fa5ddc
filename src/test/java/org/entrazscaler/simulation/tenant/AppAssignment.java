package org.entrazscaler.simulation.tenant;

import java.time.Instant;

/**
 * An assignment of a principal to the enterprise application.
 *
 * @param sequence its place in the order of assigning
 * @param id Graph's id of the assignment
 * @param principalId whom it assigns
 * @param appRoleId the role; all zeroes for Default Access
 * @param created when it was made
 */
public record AppAssignment(
    long sequence, String id, String principalId, String appRoleId, Instant created) {}
