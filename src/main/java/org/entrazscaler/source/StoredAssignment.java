package org.entrazscaler.source;

/**
 * An app role assignment of the enterprise application.
 *
 * @param id Graph's id of the assignment, opaque
 * @param principalId object id of the assigned user or group
 * @param principalType Graph's {@code principalType}
 * @param roleId Graph's {@code appRoleId}
 * @param entitles whether it brings the user or group into scope; false for Default Access if
 *     {@code entra.default-access} is {@code exclude}
 */
public record StoredAssignment(
    String id, String principalId, String principalType, String roleId, boolean entitles) {}
