package org.entrazscaler.graph;

/** The kind of an assigned object (Graph documentation, appRoleAssignment resource type). */
public enum PrincipalType {
  /** A user. */
  USER,
  /** A group, which brings its members into scope. */
  GROUP,
  /** A service principal or anything else; not provisioned. */
  OTHER
}
