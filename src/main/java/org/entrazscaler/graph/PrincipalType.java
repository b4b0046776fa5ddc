package org.entrazscaler.graph;

/** Whom an app role assignment is for (Graph documentation, appRoleAssignment resource type). */
public enum PrincipalType {
  /** A user, in scope. */
  USER,
  /** A group, whose direct members are in scope. */
  GROUP,
  /** A service principal or anything else, without meaning for provisioning. */
  OTHER
}
