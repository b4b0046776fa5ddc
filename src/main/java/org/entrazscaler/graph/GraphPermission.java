package org.entrazscaler.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The data that the program reads from Graph, and the application permissions that allow it, the
 * least privileged first (permission tables of the pages "user: delta", "group: delta", "List
 * appRoleAssignments granted for a service principal", "List organization").
 */
public enum GraphPermission {
  /** Users, one by one or by delta query. */
  USERS("users", List.of("User.Read.All", "Directory.Read.All")),
  /** Groups and their members. */
  GROUPS(
      "groups and their members",
      List.of("GroupMember.Read.All", "Group.Read.All", "Directory.Read.All")),
  /** The enterprise application and its assignments. */
  ENTERPRISE_APPLICATION(
      "the enterprise application and its assignments",
      List.of("Application.Read.All", "Directory.Read.All")),
  /** The tenant's verified domains; needed only by mappings with {@code DefaultDomain()}. */
  ORGANIZATION("the tenant's domains", List.of("Organization.Read.All", "Directory.Read.All")),
  /** Members of groups with hidden membership; needed in addition to {@link #GROUPS}. */
  HIDDEN_MEMBERS("members of groups with hidden membership", List.of("Member.Read.Hidden"));

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String purpose;
  private final List<String> sufficient;

  GraphPermission(String purpose, List<String> sufficient) {
    this.purpose = purpose;
    this.sufficient = sufficient;
  }

  /** The data in words, such as {@code users}. */
  public String purpose() {
    return purpose;
  }

  /** The permission to grant, such as {@code User.Read.All}. */
  public String leastPrivileged() {
    return sufficient.get(0);
  }

  /**
   * Whether the permissions of a token suffice. A permission to write includes reading.
   *
   * @param roles the result of {@link #roles}
   */
  public boolean grantedBy(Set<String> roles) {
    return sufficient.stream()
        .anyMatch(
            permission ->
                roles.contains(permission)
                    || roles.contains(permission.replace(".Read.", ".ReadWrite.")));
  }

  /**
   * The permissions in an access token. The token is not verified, because only Graph can do that,
   * and the result is only a hint for a person.
   *
   * @return the permissions in alphabetical order, an empty set if none was granted; empty if the
   *     token cannot be read
   */
  public static Optional<Set<String>> roles(String accessToken) {
    String[] parts = accessToken.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
      if (!claims.isObject()) {
        return Optional.empty();
      }
      Set<String> roles = new TreeSet<>();
      claims.path("roles").forEach(role -> roles.add(role.asText()));
      return Optional.of(Collections.unmodifiableSet(roles));
    } catch (IllegalArgumentException | IOException e) {
      return Optional.empty();
    }
  }
}
