package org.entrazscaler.graph;

/**
 * One app role assignment of the enterprise application (Graph documentation, appRoleAssignment
 * resource type).
 *
 * @param id the assignment's id, opaque
 * @param principalId object id of the user or group
 * @param principalType whom it is for
 * @param appRoleId the role, lower case; {@link #DEFAULT_ACCESS} is Default Access
 * @param principalDisplayName for messages, empty when Graph did not say
 */
public record Assignment(
    String id,
    String principalId,
    PrincipalType principalType,
    String appRoleId,
    String principalDisplayName) {

  /** The role id of Default Access. */
  public static final String DEFAULT_ACCESS = "00000000-0000-0000-0000-000000000000";

  /**
   * Whether the role is Default Access, which counts only where settings say so.
   *
   * @return true for the role id of all zeroes
   */
  public boolean defaultAccess() {
    return DEFAULT_ACCESS.equals(appRoleId);
  }
}
