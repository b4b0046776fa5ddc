package org.entrazscaler.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.entrazscaler.simulation.zscaler.Fault;
import org.entrazscaler.simulation.zscaler.Faults.Planned;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.junit.jupiter.api.Test;

/** What only shows something does not wait for the end of a long cycle. */
class ShowBesideCycleTest extends BusyCompany {

  private static final Pattern UNDER_WAY =
      Pattern.compile(
          "Cycle (\\d+) \\(incremental\\) is running: the plan shows what it has not completed");

  @Test
  void whatIsLeftOfTheCycleIsShownAndNothingThatIsThereAlready() throws Exception {
    company.hire("marker", "Sales");
    String mover = company.hire("mover", "Sales");
    provisioned("marker", "mover");
    // An account is made, and the program cannot learn yet that it is.
    installation.zscaler.faults().next(1, creatingJoiners(), Fault.lostAnswer());
    Predicate<RecordedRequest> made = request -> account("joiner0") != null;
    Planned asking =
        installation.zscaler.faults().next(1, Company.lookUp().and(made), Fault.held(gate));
    hireJoiners(1);
    awaitUntil("in doubt", () -> asking.met() == 1);
    for (int number = 1; number < 6; number++) {
      company.hire("joiner" + number, "Research");
    }
    int writes = installation.zscaler.writes().size();

    String plan = ended(begin("plan"), 0).out();

    Matcher underWay = UNDER_WAY.matcher(plan);
    assertTrue(underWay.find(), plan);
    assertTrue(plan.contains("Users to create (5)"), plan);
    assertFalse(plan.contains("joiner0@"), "it is there: " + plan);
    assertFalse(plan.contains("to update ("), plan);
    String undo = ended(begin("undo", "1"), 0).out();
    assertTrue(undo.contains("disable user marker@example.com"), undo);
    assertTrue(undo.contains("is running: what it has still to write is left out"), undo);
    installation.entra().updateUser(mover, "department", "Changed");
    String one = ended(begin("provision", "mover@example.com", "--plan"), 0).out();
    assertTrue(one.contains("Sales -> Changed"), one);
    assertTrue(one.contains("is running, and may be faster"), one);
    assertEquals(writes, installation.zscaler.writes().size(), "nothing was written for all that");
    // What the cycle under way has written is shown once that is known.
    CompletableFuture<Installation.Result> own = begin("undo", underWay.group(1));

    letGo(asking);

    String ended = ended(own, 0).out();
    assertTrue(ended.contains("disable user joiner0@example.com"), ended);
    awaitJoiners(6);
    awaitUntil("idle", this::idle);
    assertEquals("Changed", account("mover").department());
    assertEquals(List.of(), installation.zscaler.doubledWrites());
  }
}
