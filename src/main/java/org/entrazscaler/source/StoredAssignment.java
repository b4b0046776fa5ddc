package org.entrazscaler.source;

/**
 * An app role assignment of the enterprise application.
 *
 * @param id Graph's id of the assignment, opaque
 * @param principalId object id of the user or group that is assigned
 * @param principalType Graph's {@code principalType}
 * @param roleId Graph's {@code appRoleId}
 * @param entitles whether it brings its principal into scope; false for Default Access where that
 *     is excluded
 */
public record StoredAssignment(
    String id, String principalId, String principalType, String roleId, boolean entitles) {}
