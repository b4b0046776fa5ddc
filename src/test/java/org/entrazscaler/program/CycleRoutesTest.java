package org.entrazscaler.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.entrazscaler.cycle.CycleKind;
import org.entrazscaler.graph.ObjectType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes of {@code cycle.camel.yaml}. */
class CycleRoutesTest extends RouteTestSupport {

  private boolean runs;
  private boolean quarantined;
  private boolean heldBack;
  private boolean lost;
  private boolean inDoubt;
  private int passes;

  CycleRoutesTest() {
    super("cycle");
  }

  /** Stands for {@link CycleSteps}. */
  public final class Cycles {

    /** A cycle begins only if none runs. */
    public boolean begin(CycleKind kind) {
      note("begin " + kind);
      return !runs;
    }

    /** Whether one runs. */
    public boolean isRunning() {
      return runs;
    }

    /** So many passes as the test says. */
    public boolean nextPass(ObjectType type) {
      note("pass " + type);
      return passes-- > 0;
    }

    /** Noted. */
    public void end() {
      note("end");
    }

    /** Noted. */
    public void release() {
      note("release");
    }
  }

  /** Stands for {@link org.entrazscaler.quarantine.QuarantineSteps}. */
  public final class Quarantine {

    /** Whether there is one. */
    public boolean isActive() {
      return quarantined;
    }

    /** Noted. */
    public void forgetAnswer() {
      note("forgetAnswer");
    }

    /** Whether its cause still exists. */
    public boolean blocksCycle() {
      return heldBack;
    }

    /** Noted with the numbers of the route. */
    public void evaluateCycle(int evaluatedFrom, int percent, int failures, int all) {
      note("evaluateCycle %d %d %d %d".formatted(evaluatedFrom, percent, failures, all));
    }
  }

  /** Stands for beans of which the routes call one method. */
  public final class Others {

    /** Of {@link org.entrazscaler.write.LostAccounts}. */
    public boolean hasAny() {
      return lost;
    }

    /** Of {@link org.entrazscaler.quarantine.FailureHandling}. */
    public boolean isOutageSuspected() {
      return inDoubt;
    }

    /** Of {@link org.entrazscaler.quarantine.FailureHandling}. */
    public void stopCycle() {
      note("stopCycle");
    }

    /** Of {@link org.entrazscaler.reconcile.Ownership}. */
    public void completeAdoption() {
      note("completeAdoption");
    }
  }

  @Override
  public Properties properties() {
    Properties properties = new Properties();
    properties.put("cycle.scheduled", "true");
    properties.put("provisioning.schedule", "0 0 3 * * ?");
    return properties;
  }

  @Override
  public String outside() {
    return "direct:((read|plan|write|compare|check|keep|lock|adopt|ask|notify|skip)-.*"
        + "|probe-quarantine|run-urgent-pass)";
  }

  @Override
  public void configureContext(CamelContextConfiguration configuration) {
    super.configureContext(configuration);
    configuration.replaceRouteFromWith("start-first-cycle", "direct:start");
    configuration.replaceRouteFromWith("start-scheduled-cycle", "direct:tick");
  }

  @Override
  protected void bindToRegistry(Registry registry) {
    registry.bind("cycleSteps", new Cycles());
    registry.bind("quarantineSteps", new Quarantine());
    registry.bind("urgentPassSteps", new UrgentPasses());
    for (String other : List.of("lostAccounts", "failureHandling", "ownership")) {
      registry.bind(other, new Others());
    }
  }

  @Test
  void aTickWhileACycleRunsStartsAnUrgentPassAndNoSecondCycle() throws Exception {
    runs = true;
    MockEndpoint urgentPass = getMockEndpoint("mock:direct:run-urgent-pass");
    urgentPass.expectedMessageCount(1);

    template().sendBody("direct:tick", "");

    urgentPass.assertIsSatisfied();
    assertEquals(List.of(), taken());
  }

  @Test
  void aTickWhileNoneRunsBeginsOne() throws Exception {
    MockEndpoint told = getMockEndpoint("mock:direct:notify-failures");
    told.expectedMessageCount(1);
    MockEndpoint urgentPass = getMockEndpoint("mock:direct:run-urgent-pass");
    urgentPass.expectedMessageCount(0);

    template().sendBody("direct:tick", "");

    told.assertIsSatisfied();
    urgentPass.assertIsSatisfied();
    assertEquals("begin PROVISIONING", taken().get(0));
  }

  @Test
  void whereNoCycleCanBeginNothingIsDoneAndNothingGivenBack() {
    runs = true;

    template().sendBody("direct:run-cycle", "");

    assertEquals(List.of("begin PROVISIONING"), taken());
  }

  @Test
  void aCycleGoesFromReadingToReportingInThisOrder() {
    follow("read-tenant", "read-assignments", "read-entra-groups", "read-entra-users");
    follow("adopt-accounts", "plan-removals", "notify-failures");

    template().sendBody("direct:run-cycle", "");

    assertEquals(
        List.of(
            "begin PROVISIONING",
            "read-tenant",
            "read-assignments",
            "read-entra-groups",
            "read-entra-users",
            "adopt-accounts",
            "plan-removals",
            "open",
            "pass USER",
            "completeAdoption",
            "pass GROUP",
            "close",
            "evaluateCycle 5000 40 40000 60000",
            "end",
            "notify-failures",
            "release"),
        taken());
  }

  @Test
  void aFailureEndsTheCycleInOrderAndAllowsTheNextOne() {
    follow("plan-removals");
    fail("direct:read-entra-groups", new IllegalStateException("broken"));

    template().sendBody("direct:run-cycle", "");

    assertEquals(
        List.of(
            "begin PROVISIONING",
            "stopCycle",
            "close",
            "evaluateCycle 5000 40 40000 60000",
            "end",
            "release"),
        taken());
  }

  @Test
  void theNextCycleCanBeginAlsoIfTheEndOfThisOneFails() {
    fail("direct:notify-failures", new IllegalStateException("broken"));

    assertThrows(CamelExecutionException.class, () -> template().sendBody("direct:run-cycle", ""));

    assertEquals("release", taken().get(taken().size() - 1));
  }

  @ParameterizedTest
  @CsvSource({"users, USER", "groups, GROUP"})
  void objectsAreWrittenPassByPassUntilNothingIsLeft(String objects, String type) {
    passes = 2;
    follow("compare-mappings", "read-zscaler-" + objects, "plan-" + objects, "plan-names");
    follow("check-removal-limits", "keep-to-plan", "write-" + objects);
    getMockEndpoint("mock:direct:plan-names").expectedVariableReceived("objectType", type);

    template().sendBody("direct:provision-" + objects, "");

    List<String> pass =
        List.of(
            "pass " + type,
            "compare-mappings",
            "read-zscaler-" + objects,
            "plan-" + objects,
            "plan-names",
            "check-removal-limits",
            "keep-to-plan",
            "write-" + objects);
    assertEquals(pass, taken().subList(0, 8));
    assertEquals(pass, taken().subList(8, 16));
    assertEquals(List.of("pass " + type), taken().subList(16, 17));
  }

  @ParameterizedTest
  @CsvSource({"false, 1", "true, 2"})
  void accountsThatAreLostAreMatchedInTheSameCycle(boolean any, int times) {
    lost = any;

    template().sendBody("direct:run-cycle", "");

    assertEquals(times, taken().stream().filter("pass USER"::equals).count());
    assertEquals(times, taken().stream().filter("pass GROUP"::equals).count());
  }

  @ParameterizedTest
  @CsvSource({"false, 0", "true, 1"})
  void zscalerIsAskedIfItIsUnknownWhetherItAnswers(boolean doubt, int times) throws Exception {
    inDoubt = doubt;
    MockEndpoint asked = getMockEndpoint("mock:direct:ask-zscaler");
    asked.expectedMessageCount(times);

    template().sendBody("direct:run-cycle", "");

    asked.assertIsSatisfied();
  }

  @ParameterizedTest
  @CsvSource({"true, 1", "false, 0"})
  void aQuarantinePreventsACycleUnlessTheProbeShowsItsEnd(boolean still, int told)
      throws Exception {
    quarantined = true;
    heldBack = still;
    follow("probe-quarantine");
    MockEndpoint holds = getMockEndpoint("mock:direct:skip-cycle-in-quarantine");
    holds.expectedMessageCount(told);

    template().sendBody("direct:run-cycle", "");

    holds.assertIsSatisfied();
    assertEquals(List.of("forgetAnswer", "probe-quarantine"), taken().subList(0, 2));
    assertEquals(still ? 2 : 3, Math.min(3, taken().size()));
  }
}
