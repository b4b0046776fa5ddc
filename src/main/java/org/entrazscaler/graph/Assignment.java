package org.entrazscaler.graph;

/**
 * One app role assignment of the enterprise application (Graph documentation, appRoleAssignment
 * resource type).
 *
 * @param id the assignment's id, opaque
 * @param principalId object id of the user or group
 * @param principalType the kind of the assigned object
 * @param appRoleId the role's id in lower case; {@link #DEFAULT_ACCESS} is Default Access
 * @param principalDisplayName for messages; empty if Graph did not return it
 */
public record Assignment(
    String id,
    String principalId,
    PrincipalType principalType,
    String appRoleId,
    String principalDisplayName) {

  /** The role id of Default Access. */
  public static final String DEFAULT_ACCESS = "00000000-0000-0000-0000-000000000000";

  /** Whether the role is Default Access, which counts only with {@code entra.default-access}. */
  public boolean isDefaultAccess() {
    return DEFAULT_ACCESS.equals(appRoleId);
  }
}
