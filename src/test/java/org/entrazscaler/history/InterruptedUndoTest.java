package org.entrazscaler.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;
import org.entrazscaler.simulation.zscaler.ZscalerUser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The program crashes while it undoes a cycle: an undo that has started is completed. */
class InterruptedUndoTest {

  private static final String BEFORE = "Sales, led by boss1, [Auditor]";
  private static final String AFTER = "Research, led by boss2, [Auditor, Reader]";

  /** All places take minutes; every seventh place still reaches each step of the routes. */
  private static final int STRIDE = 7;

  private static TestEnvironment environment;

  @BeforeAll
  static void open() {
    environment = new TestEnvironment("zia", ZscalerOptions.zia());
  }

  @AfterAll
  static void close() {
    environment.close();
  }

  @Test
  void valuesReferencesAndRolesAreRestoredAfterACrashAtAnyPlace() {
    int finishedByTheNextCycle = 0;
    boolean crashed = true;
    for (int calls = 0; crashed; calls += STRIDE) {
      String place = "Crash after " + calls + " calls";
      History history = new History(environment, 0);
      String ada = changeAda(history);
      assertEquals(AFTER, currentValues(history));
      environment.crash.crashAfterCalls(calls);

      CommandOutcome undone = history.command(operations -> operations.undo("2", true, false));

      crashed = undone == null;
      boolean started = environment.restoredValueCount() > 0;
      history.cycle();
      if (started) {
        assertEquals(BEFORE, currentValues(history), place);
        finishedByTheNextCycle += crashed ? 1 : 0;
      }
      history.command(operations -> operations.undo("2", true, false));
      assertEquals(BEFORE, currentValues(history), place);
      history.command(operations -> operations.restart(false));
      history.cycle();
      assertEquals(BEFORE, currentValues(history), place + "; the restored values stay");
      assertEquals(0, history.command(o -> o.reconcile(false, false)).getExitStatus(), place);

      history.entra.updateUser(ada, "department", "Kitchen");
      history.entra.assign(ada, history.entra.addRole("Writer"));
      history.cycle();
      assertEquals(
          "Kitchen, led by boss1, [Auditor, Reader, Writer]",
          currentValues(history),
          "a later change in Entra is written");
    }
    assertThat(finishedByTheNextCycle)
        .as("several crashes during the undo are expected")
        .isGreaterThan(2);
  }

  /** In cycle 2 Ada gets another department, another manager and one more role. */
  private static String changeAda(History history) {
    environment.edit(
        new TestEnvironment.Edit(
            "user-mapping.camel.yaml",
            Rules.MappingChoice.MANAGER.what,
            Rules.MappingChoice.MANAGER.with
                + " ".repeat(18)
                + "roles: AppRoleAssignmentsComplex([appRoleAssignments])\n"));
    String ada = addUser(history, "ada");
    String first = addUser(history, "boss1");
    String second = addUser(history, "boss2");
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

  private static String addUser(History history, String name) {
    return history.entra.addUser(name, name + "@example.com", Map.of("department", "Sales"));
  }

  private static String currentValues(History history) {
    ZscalerUser ada = history.zscaler.user("ada@example.com");
    String manager = ada.attributes().path(Rules.ENTERPRISE).path("manager").path("value").asText();
    Set<String> roles = new TreeSet<>();
    ada.attributes().path("roles").forEach(role -> roles.add(role.path("value").asText()));
    String boss =
        history.zscaler.users().stream()
            .filter(user -> user.id().equals(manager))
            .map(user -> user.userName().replace("@example.com", ""))
            .findFirst()
            .orElse("no one");
    return ada.department() + ", led by " + boss + ", " + roles;
  }
}
