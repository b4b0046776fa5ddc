package org.entrazscaler.simulation.tenant;

import java.util.function.Predicate;

/** The kind of a request; it matches the requests of this kind. */
public enum RequestKind implements Predicate<RecordedRequest> {
  TOKEN,
  MANAGED_IDENTITY_TOKEN,
  SIGN_IN_METADATA,
  USERS_DELTA,
  GROUPS_DELTA,
  SERVICE_PRINCIPAL,
  ASSIGNMENTS,
  USER,
  USERS,
  MANAGER,
  GROUP,
  GROUPS,
  GROUP_MEMBERS,
  DELETED_ITEMS,
  ORGANIZATION,
  BATCH,
  OTHER;

  /** Whether the request is sent to Microsoft Graph, not to a sign-in endpoint. */
  public boolean graph() {
    return this != TOKEN && this != MANAGED_IDENTITY_TOKEN && this != SIGN_IN_METADATA;
  }

  /** Whether the request is a delta query. */
  public boolean delta() {
    return this == USERS_DELTA || this == GROUPS_DELTA;
  }

  @Override
  public boolean test(RecordedRequest request) {
    return request.kind() == this;
  }

  static RequestKind of(String path) {
    if (path.startsWith("/metadata/identity/")) {
      return MANAGED_IDENTITY_TOKEN;
    }
    if (path.endsWith("/oauth2/v2.0/token")) {
      return TOKEN;
    }
    if (path.endsWith("/discovery/instance") || path.endsWith("/openid-configuration")) {
      return SIGN_IN_METADATA;
    }
    String[] segments = path.replace("()", "").split("/");
    if (segments.length < 3) {
      return OTHER;
    }
    String last = segments[segments.length - 1];
    boolean collection = segments.length == 3;
    boolean delta =
        segments.length == 4 && (last.equals("delta") || last.equals("microsoft.graph.delta"));
    String first = segments[2];
    if (first.startsWith("servicePrincipals")) {
      return last.equals("appRoleAssignedTo") ? ASSIGNMENTS : SERVICE_PRINCIPAL;
    }
    if (first.startsWith("users('")) {
      return collection ? USER : last.equals("manager") ? MANAGER : OTHER;
    }
    return switch (first) {
      case "$batch" -> BATCH;
      case "users" ->
          delta ? USERS_DELTA : collection ? USERS : last.equals("manager") ? MANAGER : USER;
      case "groups" ->
          delta ? GROUPS_DELTA : collection ? GROUPS : segments.length > 4 ? GROUP_MEMBERS : GROUP;
      case "organization" -> ORGANIZATION;
      case "directory" -> DELETED_ITEMS;
      default -> OTHER;
    };
  }
}
