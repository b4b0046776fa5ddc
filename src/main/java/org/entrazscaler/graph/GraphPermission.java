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
 * What the program reads at Graph, and the application permission that it needs for that, least
 * privileged first (permission tables of the pages "user: delta", "group: delta", "List
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
  /** Members of groups with hidden membership, beside {@link #GROUPS}. */
  HIDDEN_MEMBERS("members of groups with hidden membership", List.of("Member.Read.Hidden"));

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String purpose;
  private final List<String> sufficient;

  GraphPermission(String purpose, List<String> sufficient) {
    this.purpose = purpose;
    this.sufficient = sufficient;
  }

  /**
   * What is read.
   *
   * @return words for a message, such as {@code users}
   */
  public String purpose() {
    return purpose;
  }

  /**
   * The permission to grant.
   *
   * @return such as {@code User.Read.All}
   */
  public String leastPrivileged() {
    return sufficient.get(0);
  }

  /**
   * Whether a token's permissions suffice. A permission to write includes reading.
   *
   * @param roles what {@link #roles} found
   * @return true if one of the sufficient permissions is among them
   */
  public boolean grantedBy(Set<String> roles) {
    return sufficient.stream()
        .anyMatch(
            permission ->
                roles.contains(permission)
                    || roles.contains(permission.replace(".Read.", ".ReadWrite.")));
  }

  /**
   * The permissions that an access token holds. The token is not verified: only Graph can do that,
   * and a hint for a person needs no more.
   *
   * @param accessToken the token
   * @return the permissions in alphabetical order, none when none was granted; empty when the token
   *     cannot be read
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
