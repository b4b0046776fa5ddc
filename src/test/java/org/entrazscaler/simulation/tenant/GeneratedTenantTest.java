package org.entrazscaler.simulation.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The generated company is plausible, reproducible and large enough. */
class GeneratedTenantTest {

  @Test
  void theSameSeedGivesTheSameCompanyAndTheSameEvents() {
    assertEquals(sentences(7, 30), sentences(7, 30));
    assertFalse(sentences(7, 30).equals(sentences(8, 30)));
  }

  @Test
  void aCompanyHasAllCasesOfProvisioning() {
    try (SimulatedTenant tenant = SimulatedTenant.start()) {
      Directory directory = tenant.directory();
      TenantGenerator.populate(directory, 1, 400);
      List<JsonNode> users = new ArrayList<>();
      for (String id : directory.userIds()) {
        users.add(directory.object(id));
      }
      Set<String> assigned = new HashSet<>();
      directory.assignments().forEach(assignment -> assigned.add(assignment.principalId()));

      assertEquals(400, users.size());
      assertTrue(any(users, "userPrincipalName", ".*#EXT#.*"));
      assertTrue(any(users, "accountEnabled", "false"));
      assertTrue(any(users, "displayName", ".*[^\\x00-\\x7f].*"));
      assertThat(users.stream().filter(user -> !user.path("userType").asText().equals("Guest")))
          .allMatch(
              user -> user.path("userPrincipalName").asText().matches("[a-z0-9.-]+@contoso.com"));
      assertThat(directory.userIds()).anyMatch(assigned::contains);
      assertThat(directory.groupIds()).anyMatch(assigned::contains);
      assertThat(directory.groupIds()).anyMatch(id -> !assigned.contains(id));
      assertThat(directory.assignments())
          .anyMatch(assignment -> assignment.appRoleId().equals(Directory.DEFAULT_ACCESS));
      assertThat(directory.userIds()).anyMatch(id -> directory.managerId(id) != null);
    }
  }

  @Test
  void everyKindOfEventHappens() {
    try (SimulatedTenant tenant = SimulatedTenant.start()) {
      TenantGenerator.populate(tenant.directory(), 1, 60);
      TenantLife life = new TenantLife(tenant.directory(), 2);
      Set<LifeEvent.Kind> seen = EnumSet.noneOf(LifeEvent.Kind.class);
      for (int i = 0; i < 1000; i++) {
        LifeEvent event = life.next();
        seen.add(event.kind());
        assertThat(event.sentence()).matches("\\S.*\\.");
      }
      assertEquals(EnumSet.allOf(LifeEvent.Kind.class), seen);
    }
  }

  @Test
  void aHundredThousandUsersAreReadInSeconds() {
    try (SimulatedTenant tenant = SimulatedTenant.start()) {
      Instant began = Instant.now();
      TenantGenerator.populate(tenant.directory(), 1, 100_000);
      GraphReader reader = GraphReader.signedIn(tenant);

      int users =
          reader.entries("/users/delta?$select=displayName,userPrincipalName,department").size();
      Set<String> members = new HashSet<>();
      for (JsonNode page : reader.pages("/groups/delta?$select=displayName,members")) {
        page.path("value")
            .forEach(
                group ->
                    group
                        .path("members@delta")
                        .forEach(member -> members.add(member.path("id").asText())));
      }

      assertEquals(100_000, users);
      assertThat(members.size()).isGreaterThan(95_000);
      assertThat(Duration.between(began, Instant.now()).toSeconds()).isLessThan(120);
    }
  }

  private static List<String> sentences(long seed, int count) {
    try (SimulatedTenant tenant = SimulatedTenant.start()) {
      TenantGenerator.populate(tenant.directory(), seed, 50);
      TenantLife life = new TenantLife(tenant.directory(), seed);
      List<String> sentences = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        sentences.add(life.next().sentence());
      }
      return sentences;
    }
  }

  private static boolean any(List<JsonNode> users, String property, String pattern) {
    return users.stream().anyMatch(user -> user.path(property).asText().matches(pattern));
  }
}
