package org.entrazscaler.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;
import org.entrazscaler.simulation.zscaler.ZscalerUser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The program dies while it takes back what a cycle wrote: what has begun is finished. */
class UndoCutShortTest {

  private static final String BEFORE = "Sales, led by boss1, [Auditor]";
  private static final String AFTER = "Research, led by boss2, [Auditor, Reader]";

  /** In every place it takes minutes; in every seventh it comes by each of the routes' steps. */
  private static final int STRIDE = 7;

  private static Site site;

  @BeforeAll
  static void open() {
    site = new Site("zia", ZscalerOptions.zia());
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @Test
  void valuesReferencesAndRolesAreRestoredWhereverTheProgramDies() {
    int finishedByTheNextCycle = 0;
    boolean died = true;
    for (int dealings = 0; died; dealings += STRIDE) {
      String place = "It died after " + dealings + " dealings";
      History history = new History(site, 0);
      String ada = changed(history);
      assertEquals(AFTER, held(history));
      site.death.after(dealings);

      CommandOutcome undone = history.command(operations -> operations.undo("2", true, false));

      died = undone == null;
      boolean begun = site.undoneValues() > 0;
      history.cycle();
      if (begun) {
        assertEquals(BEFORE, held(history), place);
        finishedByTheNextCycle += died ? 1 : 0;
      }
      history.command(operations -> operations.undo("2", true, false));
      assertEquals(BEFORE, held(history), place);
      history.command(operations -> operations.restart(false));
      history.cycle();
      assertEquals(BEFORE, held(history), place + "; what was undone is held");
      assertEquals(0, history.command(o -> o.reconcile(false, false)).getExitStatus(), place);

      history.entra.updateUser(ada, "department", "Kitchen");
      history.entra.assign(ada, history.entra.addRole("Writer"));
      history.cycle();
      assertEquals(
          "Kitchen, led by boss1, [Auditor, Reader, Writer]", held(history), "Entra goes on");
    }
    assertTrue(finishedByTheNextCycle > 2, "It died in the middle in several places");
  }

  /** Ada gets another department, another manager and one more role, by cycle 2. */
  private static String changed(History history) {
    site.edit(
        new Site.Edit(
            "user-mapping.camel.yaml",
            Rules.MappingChoice.MANAGER.what,
            Rules.MappingChoice.MANAGER.with
                + " ".repeat(18)
                + "roles: AppRoleAssignmentsComplex([appRoleAssignments])\n"));
    String ada = user(history, "ada");
    String first = user(history, "boss1");
    String second = user(history, "boss2");
    for (String boss : Set.of(first, second)) {
      history.entra.assign(boss);
    }
    history.entra.assign(ada, history.entra.addRole("Auditor"));
    history.entra.setManager(ada, first);
    history.cycle();
    history.entra.updateUser(ada, "department", "Research");
    history.entra.setManager(ada, second);
    history.entra.assign(ada, history.entra.addRole("Reader"));
    history.cycle();
    return ada;
  }

  private static String user(History history, String name) {
    return history.entra.addUser(name, name + "@example.com", Map.of("department", "Sales"));
  }

  private static String held(History history) {
    ZscalerUser ada = history.zscaler.user("ada@example.com");
    String manager = ada.attributes().path(Rules.ENTERPRISE).path("manager").path("value").asText();
    Set<String> roles = new TreeSet<>();
    ada.attributes().path("roles").forEach(role -> roles.add(role.path("value").asText()));
    String boss =
        history.zscaler.users().stream()
            .filter(user -> user.id().equals(manager))
            .map(user -> user.userName().replace("@example.com", ""))
            .findFirst()
            .orElse("nobody");
    return ada.department() + ", led by " + boss + ", " + roles;
  }
}
