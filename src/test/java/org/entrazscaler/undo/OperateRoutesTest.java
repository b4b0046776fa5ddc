package org.entrazscaler.undo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Registry;
import org.entrazscaler.cycle.CycleKind;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.program.RouteTestSupport;
import org.entrazscaler.scim.ScimError;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.zscaler.ZscalerException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The routes of {@code operate.camel.yaml}. */
class OperateRoutesTest extends RouteTestSupport {

  private static final ObjectKey ANN = ObjectKey.user("ann");

  private static final CycleWrites WRITES =
      new CycleWrites(ANN, "Ann", false, false, false, Map.of(), Map.of(), List.of(), List.of(), 1);

  private static final ObjectNode HELD = JsonNodeFactory.instance.objectNode().put("id", "t-ann");

  private boolean begins = true;
  private @Nullable String targetId = "t-ann";

  OperateRoutesTest() {
    super("operate");
  }

  /** Stands for {@link org.entrazscaler.program.CycleSteps}. */
  public final class Cycles {

    /** Records the call. */
    public boolean begin(CycleKind kind) {
      note("begin " + kind);
      return begins;
    }
  }

  /** Stands for {@link UndoSteps}. */
  public final class Undo {

    /** Records the call. */
    public void countChanged(@Variable("cycleToUndo") CycleToUndo undo) {
      note("count " + undo.cycle());
    }

    /** Records the call. */
    public void begin(@Variable("cycleToUndo") CycleToUndo undo) {
      note("undone");
    }

    /** One. */
    public Iterator<ObjectKey> objects(@Variable("cycleToUndo") CycleToUndo undo) {
      return List.of(ANN).iterator();
    }

    /** Whether Zscaler must be asked depends on the test. */
    public UndoneObject readWrites(@Body ObjectKey key, @Variable("cycleToUndo") CycleToUndo undo) {
      note("readWrites " + key.id());
      return new UndoneObject(WRITES, targetId, null);
    }

    /** Records the call. */
    public @Nullable ScimRequest request(@Variable("undoneObject") UndoneObject object) {
      note("request");
      return null;
    }

    /** Records the call with the answer. */
    public void storeResource(
        @Variable("undoneObject") UndoneObject object, @Body ObjectNode answer) {
      note("resource " + answer.path("id").asText());
      object.setResource(answer);
    }

    /** Records the call. */
    public void leaveOutMissing(
        @Variable("undoneObject") UndoneObject object, @Variable("cycleToUndo") CycleToUndo undo) {
      note("gone");
    }

    /** Records the call. */
    public void planUndo(
        @Variable("undoneObject") UndoneObject object, @Variable("cycleToUndo") CycleToUndo undo) {
      note("planUndo");
    }

    /** Records the call. */
    public void compareGroups() {
      note("compareGroups");
    }

    /** None. */
    public Iterator<StoredObject> affectedGroups() {
      return List.<StoredObject>of().iterator();
    }
  }

  /** Stands for {@link org.entrazscaler.quarantine.FailureHandling}. */
  public final class Failures {

    /** Records the call. */
    public void stopCycle() {
      note("stopCycle");
    }
  }

  @Override
  public String outside() {
    return "direct:((read|plan|check|end)-.*|write-users|write-groups)";
  }

  @Override
  protected void bindToRegistry(Registry registry) {
    registry.bind("cycleSteps", new Cycles());
    registry.bind("urgentPassSteps", new UrgentPasses());
    registry.bind("undoSteps", new Undo());
    registry.bind("failureHandling", new Failures());
  }

  private void undo() {
    template().sendBody("direct:undo-cycle", new CycleToUndo("7"));
  }

  @Test
  void nothingIsUndoneIfNoCycleCanBegin() {
    begins = false;

    undo();

    assertEquals(List.of("begin UNDO"), taken());
  }

  @Test
  void everythingIsPlannedAndCountedBeforeUrgentPassesAndWrites() {
    targetId = null;
    follow("read-zscaler-users", "read-zscaler-groups", "plan-names", "check-removal-limits");
    follow("write-users", "write-groups", "end-cycle");

    undo();

    assertEquals(
        List.of(
            "begin UNDO",
            "count 7",
            "read-zscaler-users",
            "read-zscaler-groups",
            "undone",
            "readWrites ann",
            "planUndo",
            "plan-names",
            "check-removal-limits",
            "open",
            "write-users",
            "close",
            "compareGroups",
            "plan-names",
            "check-removal-limits",
            "open",
            "write-groups",
            "close",
            "end-cycle"),
        taken());
  }

  @Test
  void namesAndRemovalsAreCheckedForTheWrittenType() throws Exception {
    MockEndpoint names = getMockEndpoint("mock:direct:plan-names");
    names.expectedVariableReceived("objectType", "GROUP");

    template().sendBody("direct:write-undone-groups", "");

    names.assertIsSatisfied();
  }

  @Test
  void theCurrentObjectIsReadFromZscaler() {
    getMockEndpoint("mock:direct:read-from-zscaler")
        .whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(HELD));

    template()
        .send(
            "direct:undo-writes",
            exchange -> {
              exchange.setVariable("cycleToUndo", new CycleToUndo("7"));
              exchange.getMessage().setBody(ANN);
            });

    assertEquals(List.of("readWrites ann", "request", "resource t-ann", "planUndo"), taken());
  }

  @Test
  void aMissingObjectIsLeftOutAndTheOthersGoOn() {
    fail(
        "direct:read-from-zscaler",
        ZscalerException.of(
            new ScimError(
                ScimError.Kind.NOT_FOUND, 404, "Code", "gone", "advice", null, null, null, "c")));
    follow("end-cycle");

    undo();

    assertEquals(List.of("readWrites ann", "request", "gone", "planUndo"), taken().subList(3, 7));
    assertEquals("end-cycle", taken().get(taken().size() - 1));
  }

  @Test
  void aFailureEndsTheCycle() {
    fail("direct:read-from-zscaler", new IllegalStateException("broken"));
    follow("write-users", "end-cycle");

    undo();

    assertEquals(
        List.of("readWrites ann", "request", "stopCycle", "end-cycle"),
        taken().subList(3, taken().size()));
  }
}
