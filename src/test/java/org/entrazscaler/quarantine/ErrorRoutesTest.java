package org.entrazscaler.quarantine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.ExchangeException;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Registry;
import org.entrazscaler.program.RouteTestSupport;
import org.entrazscaler.scim.ScimError;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.scim.ScimRequests;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.signin.SignInFailures;
import org.entrazscaler.zscaler.ZscalerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The error policies and routes of {@code errors.camel.yaml}. */
class ErrorRoutesTest extends RouteTestSupport {

  private static final int NEVER = Integer.MAX_VALUE;
  private static final String LINK = "https://graph.example.net/v1.0/users";
  private static final ScimRequest QUESTION =
      new ScimRequests(Product.ZIA).list(ResourceType.USER, 1, 1);

  private final AtomicInteger attempts = new AtomicInteger();
  private Exception failure = new IOException("reset");
  private int succeedsAt = NEVER;
  private boolean outage;
  private boolean stateFails;
  private String quarantined = "";

  ErrorRoutesTest() {
    super("errors");
  }

  /** Stands for {@link FailureHandling}. */
  public final class Failures {

    /** Called by {@code park-change}. */
    public boolean mustStopSending() {
      return outage;
    }

    /** Called by {@code park-change}. */
    public void stopSending() {
      takeDown("stopSending");
    }

    /** Called by {@code park-change}. */
    public void park() {
      takeDown("park");
    }

    private void takeDown(String step) {
      note(step);
      if (stateFails) {
        throw new IllegalStateException("disk full");
      }
    }

    /** Called by {@code park-change} where the state fails. */
    public void stopUnrecorded(@ExchangeException Exception exception) {
      note("stopUnrecorded " + exception.getMessage());
    }
  }

  /** Stands for {@link QuarantineSteps}. */
  public final class Quarantine {

    /** Called by {@code probe-quarantine}. */
    public boolean canProbe(String system) {
      return system.equals(quarantined);
    }

    /** Called by {@code probe-quarantine}. */
    public ScimRequest zscalerProbe() {
      note("zscalerProbe");
      return QUESTION;
    }

    /** Called by {@code probe-quarantine}. */
    public void acceptZscalerAnswer() {
      note("acceptZscalerAnswer");
    }

    /** Called by {@code probe-quarantine}. */
    public String entraProbe() {
      note("entraProbe");
      return LINK;
    }

    /** Called by {@code probe-quarantine}. */
    public void acceptEntraAnswer() {
      note("acceptEntraAnswer");
    }

    /** Called by {@code skip-cycle-in-quarantine}. */
    public String reportBlockedCycle() {
      return "It stands";
    }
  }

  /** Stands for {@link org.entrazscaler.target.TargetReading}. */
  public static final class Target {

    /** Called by {@code ask-zscaler}. */
    public ScimRequest probeRequest() {
      return QUESTION;
    }
  }

  @Override
  public Properties properties() {
    Properties properties = new Properties();
    properties.put("retry.entra-delay", "0");
    properties.put("retry.zscaler-delay", "0");
    return properties;
  }

  @Override
  public String outside() {
    return "direct:(read-from-zscaler|send-get|get-from-entra-once|notify-failures)";
  }

  @Override
  protected void bindToRegistry(Registry registry) {
    registry.bind("failureHandling", new Failures());
    registry.bind("quarantineSteps", new Quarantine());
    registry.bind("targetReading", new Target());
    bind(registry, "entraRetryDelay");
    bind(registry, "zscalerRetryDelay");
  }

  /** A change whose request fails until an attempt succeeds. */
  @Override
  protected RoutesBuilder createRouteBuilder() {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("direct:change")
            .routeId("change")
            .routeConfigurationId("retry-zscaler,park-failed")
            .to("direct:attempt")
            .to("mock:written");
        from("direct:reading")
            .routeId("reading")
            .routeConfigurationId("retry-entra")
            .to("direct:attempt")
            .to("mock:read");
        from("direct:attempt")
            .routeId("attempt")
            .errorHandler(noErrorHandler())
            .process(
                exchange -> {
                  if (attempts.incrementAndGet() < succeedsAt) {
                    throw failure;
                  }
                });
      }
    };
  }

  private static ZscalerException answered(ScimError.Kind kind) {
    return ZscalerException.of(
        new ScimError(kind, 0, "Code", "reason", "advice", null, null, null, "cause"));
  }

  @ParameterizedTest
  @CsvSource({"THROTTLED, 31", "UNAVAILABLE, 5", "UNAUTHORIZED, 2", "INVALID, 1", "CONFLICT, 1"})
  void aRequestIsRepeatedByTheKindOfFailureAndThenParked(ScimError.Kind kind, int expected)
      throws Exception {
    failure = answered(kind);
    MockEndpoint written = getMockEndpoint("mock:written");
    written.expectedMessageCount(0);

    template().sendBody("direct:change", "");

    written.assertIsSatisfied();
    assertEquals(expected, attempts.get());
    assertEquals("park", taken().get(taken().size() - 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"THROTTLED", "UNAVAILABLE", "UNAUTHORIZED"})
  void aTemporaryFailureIsRepeatedAndNothingIsParked(ScimError.Kind kind) throws Exception {
    failure = answered(kind);
    succeedsAt = 2;
    MockEndpoint written = getMockEndpoint("mock:written");
    written.expectedMessageCount(1);

    template().sendBody("direct:change", "");

    written.assertIsSatisfied();
    assertEquals(List.of("zscalerRetryDelay"), taken());
  }

  @ParameterizedTest
  @CsvSource({"false, 4", "true, 1"})
  void aFailedSignInIsRepeatedUnlessItIsPermanent(boolean permanent, int expected) {
    failure = SignInFailures.of(permanent);

    Exception failed = template().send("direct:reading", exchange -> {}).getException();

    assertSame(failure, failed);
    assertEquals(expected, attempts.get());
  }

  @ParameterizedTest
  @CsvSource({"true, stopSending", "false, park"})
  void anOutageStopsSendingAndParksNothing(boolean nobodys, String step) {
    failure = answered(ScimError.Kind.FORBIDDEN);
    outage = nobodys;

    template().sendBody("direct:change", "");

    assertEquals(List.of(step), taken());
  }

  @ParameterizedTest
  @CsvSource({"true, stopSending", "false, park"})
  void aFailureThatCannotBeRecordedStopsTheCycle(boolean nobodys, String step) {
    failure = answered(ScimError.Kind.INVALID);
    outage = nobodys;
    stateFails = true;

    template().sendBody("direct:change", "");

    assertEquals(List.of(step, "stopUnrecorded disk full"), taken());
  }

  @Test
  void aQuarantineIsProbedWithTheRefusedRequestToZscaler() throws Exception {
    quarantined = "ZSCALER";
    MockEndpoint asked = getMockEndpoint("mock:direct:send-get");
    asked.expectedMessageCount(1);
    asked.expectedVariableReceived("request", QUESTION);

    template().sendBody("direct:probe-quarantine", "");

    asked.assertIsSatisfied();
    assertEquals(List.of("zscalerProbe", "acceptZscalerAnswer"), taken());
  }

  @Test
  void aQuarantineIsProbedWithTheRefusedRequestToGraph() throws Exception {
    quarantined = "ENTRA";
    MockEndpoint asked = getMockEndpoint("mock:direct:get-from-entra-once");
    asked.expectedMessageCount(1);
    asked.expectedVariableReceived("graphLink", LINK);

    template().sendBody("direct:probe-quarantine", "");

    asked.assertIsSatisfied();
    assertEquals(List.of("entraProbe", "acceptEntraAnswer"), taken());
  }

  @Test
  void aBlockedCycleIsReported() throws Exception {
    MockEndpoint told = getMockEndpoint("mock:direct:notify-failures");
    told.expectedMessageCount(1);
    told.expectedVariableReceived("quarantineReason", "It stands");

    template().sendBody("direct:skip-cycle-in-quarantine", "");

    told.assertIsSatisfied();
  }

  @Test
  void anyRequestChecksWhetherZscalerAnswers() throws Exception {
    MockEndpoint asked = getMockEndpoint("mock:direct:read-from-zscaler");
    asked.expectedMessageCount(1);
    asked.expectedVariableReceived("request", QUESTION);

    template().sendBody("direct:ask-zscaler", "");

    asked.assertIsSatisfied();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ZSCALER", "ENTRA"})
  void aProbeThatFailsProvesNothing(String system) {
    quarantined = system;
    for (String route : List.of("send-get", "get-from-entra-once")) {
      getMockEndpoint("mock:direct:" + route)
          .whenAnyExchangeReceived(
              exchange -> {
                throw failure;
              });
    }

    template().sendBody("direct:probe-quarantine", "");

    assertEquals(1, taken().size());
  }
}
