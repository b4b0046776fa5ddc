package org.entrazscaler.review;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.camel.spi.Registry;
import org.entrazscaler.cycle.CycleKind;
import org.entrazscaler.program.RouteTestSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes of {@code apply.camel.yaml}. */
class ApplyRoutesTest extends RouteTestSupport {

  private boolean holds;

  ApplyRoutesTest() {
    super("apply");
  }

  /** Stands for {@link org.entrazscaler.program.CycleSteps}. */
  public final class Cycles {

    /** Records the call. */
    public boolean begin(CycleKind kind) {
      note("begin " + kind);
      return holds;
    }
  }

  /** Stands for {@link PlanApplication}. */
  public final class Plan {

    /** Whether there is a plan. */
    public boolean isActive() {
      return holds;
    }

    /** Records the call. */
    public void usePlan() {
      note("usePlan");
    }

    /** Records the call. */
    public void keepToPlan() {
      note("keepToPlan");
    }

    /** Records the call. */
    public void checkAssumption() {
      note("checkAssumption");
    }

    /** Whether the target must be read. */
    public boolean needsConfirmation() {
      return holds;
    }
  }

  /** Stands for {@link org.entrazscaler.write.WriteSteps}. */
  public final class Writer {

    /** Records the call. */
    public void readRequest() {
      note("readRequest");
    }
  }

  @Override
  public String outside() {
    return "direct:(probe-if-quarantined|provision-tenant|send-get)";
  }

  @Override
  protected void bindToRegistry(Registry registry) {
    registry.bind("cycleSteps", new Cycles());
    registry.bind("planApplication", new Plan());
    registry.bind("writeSteps", new Writer());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPlanIsUsedOnlyIfTheCycleHasBegun(boolean begins) {
    holds = begins;
    follow("probe-if-quarantined", "provision-tenant");

    template().sendBody("direct:run-apply-cycle", "");

    assertEquals(
        begins
            ? List.of("probe-if-quarantined", "begin APPLY", "usePlan", "provision-tenant")
            : List.of("probe-if-quarantined", "begin APPLY"),
        taken());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void onlyACycleWithAPlanKeepsToIt(boolean applies) {
    holds = applies;

    template().sendBody("direct:keep-to-plan", "");

    assertEquals(applies ? List.of("keepToPlan") : List.of(), taken());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void zscalerIsAskedOnlyIfConfirmationIsNeeded(boolean assumes) {
    holds = assumes;
    follow("send-get");

    template().sendBody("direct:confirm-assumption", "");

    assertEquals(
        assumes ? List.of("readRequest", "send-get", "checkAssumption") : List.of(), taken());
  }
}
