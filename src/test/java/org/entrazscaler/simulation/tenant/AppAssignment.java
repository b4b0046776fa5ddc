package org.entrazscaler.simulation.tenant;

import java.time.Instant;

/**
 * An assignment of a principal to the enterprise application.
 *
 * @param sequence its position in the order of assignments
 * @param id the id of the assignment in Graph
 * @param principalId the assigned principal
 * @param appRoleId the role; all zeroes for Default Access
 * @param created the time of the assignment
 */
public record AppAssignment(
    long sequence, String id, String principalId, String appRoleId, Instant created) {}
