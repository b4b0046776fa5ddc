package org.entrazscaler.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphPermissionTest {

  @ParameterizedTest
  @CsvSource({
    "USERS, User.Read.All, true",
    "USERS, Directory.Read.All, true",
    "USERS, User.ReadWrite.All, true",
    "USERS, User.Read, false",
    "USERS, GroupMember.Read.All, false",
    "GROUPS, GroupMember.Read.All, true",
    "GROUPS, Group.Read.All, true",
    "GROUPS, Directory.ReadWrite.All, true",
    "GROUPS, User.Read.All, false",
    "ENTERPRISE_APPLICATION, Application.Read.All, true",
    "ENTERPRISE_APPLICATION, Group.Read.All, false",
    "HIDDEN_MEMBERS, Member.Read.Hidden, true",
    "HIDDEN_MEMBERS, Directory.Read.All, false",
  })
  void aPurposeIsAllowedByTheDocumentedPermissions(GraphPermission need, String role, boolean met) {
    assertEquals(met, need.grantedBy(Set.of(role)));
    assertFalse(need.grantedBy(Set.of()));
  }

  @Test
  void aTokenContainsItsPermissions() {
    assertEquals(
        Optional.of(Set.of("User.Read.All", "Group.Read.All")),
        GraphPermission.roles(token("{\"roles\": [\"User.Read.All\", \"Group.Read.All\"]}")));
    assertEquals(Optional.of(Set.of()), GraphPermission.roles(token("{\"aud\": \"x\"}")));
    assertTrue(
        GraphPermission.USERS.grantedBy(
            GraphPermission.roles(token("{\"roles\": [\"User.Read.All\"]}")).orElseThrow()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "opaque", "a.b.c", "..", "a.!.c", "a.W10.c", "a.e.c.d"})
  void anUnreadableTokenHasNoPermissions(String token) {
    assertEquals(Optional.empty(), GraphPermission.roles(token));
  }

  private static String token(String claims) {
    return "e30."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".c2ln";
  }
}
