package org.entrazscaler.ondemand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.apache.camel.spi.Registry;
import org.entrazscaler.entra.EntraException;
import org.entrazscaler.graph.GraphError;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.ondemand.OnDemandRequest.Question;
import org.entrazscaler.program.RouteTestSupport;
import org.entrazscaler.source.StoredObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes of {@code on-demand.camel.yaml}. */
class OnDemandRoutesTest extends RouteTestSupport {

  private static final ObjectKey ANN = ObjectKey.user("ann");

  private @Nullable ObjectKey named = ANN;
  private int questions = 1;
  private boolean canReadChanges = true;
  private boolean needsDirectReads;
  private @Nullable StoredChange planned = new StoredChange(ANN, 5, 1, "{}");

  OnDemandRoutesTest() {
    super("on-demand");
  }

  /** Stands for {@link OnDemandSteps}. */
  public final class Steps {

    /** Adds the questions of the test. */
    public OnDemandRequest begin(@Body String name) {
      note("begin " + name);
      OnDemandRequest request = new OnDemandRequest(name);
      for (int number = 1; number <= questions; number++) {
        request.ask(new Question(ObjectType.USER, "question-" + number, null));
      }
      return request;
    }

    /** The next question. */
    public String nextLink(@Variable("onDemand") OnDemandRequest request) {
      return request.next().link();
    }

    /** Records the call. */
    public void storeAnswer(@Variable("onDemand") OnDemandRequest request) {
      note("answer to " + request.asked().link());
    }

    /** Chooses the object of the test. */
    public @Nullable OnDemandResult choose(@Variable("onDemand") OnDemandRequest request) {
      note("choose");
      if (named == null) {
        return OnDemandResult.notFound("none\n");
      }
      request.setKey(named);
      return null;
    }

    /** As the test says. */
    public boolean canReadChanges() {
      return canReadChanges;
    }

    /** As the test says. */
    public boolean needsDirectReads() {
      return needsDirectReads;
    }

    /** Records the call. */
    public void askMembers(@Variable("onDemand") OnDemandRequest request) {
      note("askMembers");
      request.ask(new Question(ObjectType.GROUP, "members", "group"));
    }

    /** Records the call. */
    public void storeObject(@Variable("onDemand") OnDemandRequest request) {
      note("storeObject");
    }

    /** Records the call. */
    public @Nullable StoredObject lock(@Variable("onDemand") OnDemandRequest request) {
      note("lock");
      return null;
    }

    /** Records the call. */
    public void storeMatch(@Variable("onDemand") OnDemandRequest request) {
      note("storeMatch");
    }

    /** Records the call. */
    public OnDemandResult report(@Body @Nullable Object said) {
      note("report");
      return said instanceof OnDemandResult result ? result : OnDemandResult.notFound("report\n");
    }

    /** Records the call with the reason. */
    public OnDemandResult reportFailure(@ExchangeException Exception exception) {
      note("reportFailure " + exception.getMessage());
      return OnDemandResult.notFound("failed\n");
    }

    /** Records the call. */
    public void end(@Variable("onDemand") OnDemandRequest request) {
      note("end");
    }
  }

  /** Stands for {@link org.entrazscaler.urgent.UrgentRemovals}. */
  public final class Plan {

    /** The planned change of the test. */
    public @Nullable StoredChange plannedChange(ObjectKey key) {
      return planned;
    }
  }

  @Override
  public String outside() {
    return "direct:(get-from-entra|read-beside-cycle|read-assignments|plan-.*|write-change)";
  }

  @Override
  protected void bindToRegistry(Registry registry) {
    registry.bind("onDemandSteps", new Steps());
    registry.bind("urgentRemovals", new Plan());
  }

  private void provision() {
    template().sendBody("direct:provision-on-demand", "Ann");
  }

  @Test
  void oneObjectIsFoundReadLockedPlannedWrittenAndReported() {
    follow("read-beside-cycle", "plan-object", "write-change");

    provision();

    assertEquals(
        List.of(
            "begin Ann",
            "answer to question-1",
            "choose",
            "read-beside-cycle",
            "storeObject",
            "lock",
            "plan-object",
            "storeMatch",
            "write-change",
            "report",
            "end"),
        taken());
  }

  @Test
  void aGroupThatNeedsNothingIsPlannedAndNotWritten() {
    named = ObjectKey.group("staff");
    planned = null;
    follow("plan-object", "write-change");

    provision();

    assertEquals(
        List.of("lock", "plan-object", "storeMatch", "report", "end"),
        taken().subList(taken().size() - 5, taken().size()));
  }

  @Test
  void nothingIsDoneWithoutAChosenObject() {
    named = null;
    follow("read-beside-cycle", "plan-object", "write-change");

    provision();

    assertEquals(List.of("begin Ann", "answer to question-1", "choose", "report", "end"), taken());
  }

  @Test
  void theNextQuestionFollowsIfGraphFindsNothing() {
    questions = 2;
    EntraException notFound =
        EntraException.of(
            new GraphError(GraphError.Kind.NOT_FOUND, 404, "Code", "unknown", null, null, null));
    getMockEndpoint("mock:direct:get-from-entra")
        .whenExchangeReceived(
            1,
            exchange -> {
              throw notFound;
            });

    provision();

    assertEquals(List.of("begin Ann", "answer to question-2", "choose"), taken().subList(0, 3));
  }

  @ParameterizedTest
  @CsvSource({"read-beside-cycle", "plan-object", "write-change"})
  void aFailureIsReportedAndTheObjectUnlocked(String route) {
    fail("direct:" + route, new IllegalArgumentException("broken"));

    provision();

    assertEquals(
        List.of("reportFailure broken", "report", "end"),
        taken().subList(taken().size() - 3, taken().size()));
  }

  @Test
  void changesReadByAnotherThreadAreUsed() {
    fail("direct:read-beside-cycle", new IllegalStateException("read by another"));
    follow("write-change");

    provision();

    assertEquals("write-change", taken().get(taken().size() - 3));
  }

  @Test
  void beforeAFirstCycleTheObjectIsReadDirectly() {
    canReadChanges = false;
    needsDirectReads = true;
    follow("read-assignments", "read-beside-cycle");

    provision();

    assertEquals(
        List.of(
            "read-assignments", "askMembers", "storeObject", "answer to members", "storeObject"),
        taken().subList(3, 8));
  }

  @Test
  void theReportIsTheResult() {
    named = null;

    Object body = template().requestBody("direct:provision-on-demand", "Ann");

    assertSame(OnDemandResult.class, body.getClass());
  }
}
