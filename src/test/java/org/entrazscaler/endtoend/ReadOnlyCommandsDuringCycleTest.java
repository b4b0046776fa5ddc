package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.http.PlannedFault;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.junit.jupiter.api.Test;

/** Commands that only show something do not wait for the end of a long cycle. */
class ReadOnlyCommandsDuringCycleTest extends BusyCompany {

  private static final Pattern RUNNING_CYCLE =
      Pattern.compile(
          "Cycle (\\d+) \\(incremental\\) is running: the plan shows what it has not completed");

  @Test
  void planUndoAndProvisionShowTheStateDuringACycle() throws Exception {
    company.hire("marker", "Sales");
    String mover = company.hire("mover", "Sales");
    startAndProvision("marker", "mover");
    // Zscaler creates an account, and holds the lookup that would show it to the program.
    installation.zscaler.faults().next(creatingJoiners(), Fault.lostAnswer());
    Predicate<RecordedRequest> afterCreation = request -> account("joiner0") != null;
    PlannedFault lookup =
        installation.zscaler.faults().next(Company.lookUp().and(afterCreation), Fault.held(gate));
    hireJoiners(1);
    awaitUntil("the lookup is held", () -> lookup.fired() == 1);
    for (int number = 1; number < 6; number++) {
      company.hire("joiner" + number, "Research");
    }
    int writes = installation.zscaler.writes().size();

    String plan = awaitCommand(startCommand("plan"), 0).out();

    Matcher runningCycle = RUNNING_CYCLE.matcher(plan);
    assertTrue(runningCycle.find(), plan);
    assertThat(plan).contains("Users to create (5)");
    assertThat(plan).as("it exists already: " + plan).doesNotContain("joiner0@");
    assertThat(plan).doesNotContain("to update (");
    String undo = awaitCommand(startCommand("undo", "1"), 0).out();
    assertThat(undo).contains("disable user marker@example.com");
    assertThat(undo).contains("is running: what it has still to write is left out");
    installation.entra().updateUser(mover, "department", "Changed");
    String one = awaitCommand(startCommand("provision", "mover@example.com", "--plan"), 0).out();
    assertThat(one).contains("Sales -> Changed");
    assertThat(one).contains("is running, and may be faster");
    assertEquals(writes, installation.zscaler.writes().size(), "these commands write nothing");
    // The writes of the running cycle are shown once their outcome is known.
    CompletableFuture<Installation.Result> undoRunning =
        startCommand("undo", runningCycle.group(1));

    release(lookup);

    String shown = awaitCommand(undoRunning, 0).out();
    assertThat(shown).contains("disable user joiner0@example.com");
    awaitJoiners(6);
    awaitUntil("idle", this::isIdle);
    assertEquals("Changed", account("mover").department());
    assertEquals(List.of(), installation.zscaler.doubledWrites());
  }
}
