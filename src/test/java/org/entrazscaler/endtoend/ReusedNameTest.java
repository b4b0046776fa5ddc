package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.entrazscaler.simulation.zscaler.ZscalerGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * In one cycle, one object gives up a name and another one gets it. The plan shows what the cycle
 * does.
 */
class ReusedNameTest extends ProvisionedCompany {

  /** With several pairs, both orders of their ids occur. */
  private static final int PAIRS = 5;

  /** Enough new objects that Zscaler is read in pages. */
  private static final int MANY = 12;

  @ParameterizedTest
  @CsvSource({"renamed, 0", "renamed, 12", "purged, 0", "purged, 12"})
  void theNewUserGetsItsOwnAccountAtOnce(String change, int others) {
    Company company = new Company(installation);
    List<String> former = new ArrayList<>();
    TreeMap<String, String> accounts = new TreeMap<>();
    for (int pair = 0; pair < PAIRS; pair++) {
      former.add(company.hire("name" + pair, "Sales"));
      company.group("Group " + pair, List.of(former.get(pair)));
    }
    cycle();
    for (int pair = 0; pair < PAIRS; pair++) {
      String user = former.get(pair);
      accounts.put(user, user("name" + pair + "@example.com").id());
      if (change.equals("renamed")) {
        entra.updateUser(user, "userPrincipalName", "former" + pair + "@example.com");
      } else {
        entra.deleteUser(user);
        entra.purgeUser(user);
      }
    }
    Set<String> planned = new TreeSet<>();
    List<String> newOwners = new ArrayList<>();
    for (int pair = 0; pair < PAIRS; pair++) {
      newOwners.add(company.hire("name" + pair, "Research"));
      planned.add("create " + newOwners.get(pair));
      planned.add(
          (change.equals("renamed") ? "update " : "delete ") + accounts.get(former.get(pair)));
    }
    for (int other = 0; other < others; other++) {
      planned.add("create " + company.hire("other" + other, "Research"));
    }

    Installation.Result plan = installation.execute("plan", "--json");
    assertEquals(planned, steps(plan.json()), plan.out());
    assertEquals(0, plan.exitStatus(), plan.out() + plan.err());

    cycle();
    for (int pair = 0; pair < PAIRS; pair++) {
      String before = accounts.get(former.get(pair));
      assertEquals(newOwners.get(pair), user("name" + pair + "@example.com").externalId());
      assertNotEquals(
          before, user("name" + pair + "@example.com").id(), "the new user has its own account");
      if (change.equals("renamed")) {
        assertEquals(before, user("former" + pair + "@example.com").id());
        assertEquals(Set.of("former" + pair + "@example.com"), members("Group " + pair));
      } else {
        assertEquals(
            Set.of(),
            members("Group " + pair),
            "the new user is not in the groups of the former owner");
      }
    }
    Installation.Result log = installation.execute("logs", "--result", "failure");
    assertTrue(log.out().isBlank(), "no write failed: " + log.out());
  }

  /**
   * The action and id of each user step: the object id for a creation, otherwise the account's id.
   */
  private static Set<String> steps(JsonNode plan) {
    Set<String> steps = new TreeSet<>();
    for (JsonNode step : plan.get("steps")) {
      if (step.get("type").asText().equals("user")) {
        String action = step.get("action").asText();
        steps.add(action + " " + step.get(action.equals("create") ? "id" : "target").asText());
      }
    }
    return steps;
  }

  @ParameterizedTest
  @CsvSource({"0", "" + MANY})
  void aGroupNameMovesToAnotherGroup(int others) {
    Company company = new Company(installation);
    String ann = company.hire("ann", "Sales");
    List<String> former = new ArrayList<>();
    for (int pair = 0; pair < PAIRS; pair++) {
      former.add(company.group("Name " + pair, List.of(ann)));
    }
    cycle();
    List<String> ids = new ArrayList<>();
    List<String> newOwners = new ArrayList<>();
    for (int pair = 0; pair < PAIRS; pair++) {
      ids.add(group("Name " + pair).id());
      entra.rename(former.get(pair), "Former " + pair);
      newOwners.add(company.group("Name " + pair, List.of(ann)));
    }
    for (int other = 0; other < others; other++) {
      company.group("Other " + other, List.of(ann));
    }
    Installation.Result plan = installation.execute("plan", "--json");
    assertEquals(0, plan.exitStatus(), plan.out() + plan.err());
    assertEquals(PAIRS + others, plan.json().at("/summary/groups/create").asInt(), plan.out());
    assertEquals(PAIRS, plan.json().at("/summary/groups/update").asInt(), plan.out());
    cycle();
    for (int pair = 0; pair < PAIRS; pair++) {
      assertEquals(ids.get(pair), group("Former " + pair).id());
      assertEquals(newOwners.get(pair), group("Name " + pair).externalId());
      assertEquals(Set.of("ann@example.com"), members("Name " + pair));
    }
  }

  private ZscalerGroup group(String name) {
    ZscalerGroup group = installation.zscaler.group(name);
    assertTrue(group != null, name + " is not in Zscaler");
    return group;
  }

  @Test
  void aUserOutOfScopeKeepsItsName() {
    Company company = new Company(installation);
    String former = company.hire("name", "Sales");
    cycle();
    entra.unassign(former);
    entra.updateUser(former, "userPrincipalName", "former@example.com");
    String newOwner = company.hire("name", "Research");
    Installation.Result result = installation.cycle();
    assertEquals(1, result.exitStatus(), result.out());
    assertEquals(former, user("name@example.com").externalId(), "only active is written");
    assertDisabled("name@example.com");
    assertThat(installation.execute("logs", "--object", newOwner).out())
        .as("parked until a person decides")
        .contains("belongs to another user of Entra");
    assertNull(installation.zscaler.user("former@example.com"));
  }
}
