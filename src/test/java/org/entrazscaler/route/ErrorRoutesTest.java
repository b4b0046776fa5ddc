package org.entrazscaler.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.ExchangeException;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Registry;
import org.entrazscaler.route.failure.ZscalerException;
import org.entrazscaler.scim.ScimError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The error policies and routes of {@code errors.camel.yaml}. */
class ErrorRoutesTest extends RouteTestSupport {

  private static final int NEVER = Integer.MAX_VALUE;

  private final AtomicInteger attempts = new AtomicInteger();
  private Exception failure = new IOException("reset");
  private int succeedsAt = NEVER;
  private boolean nobodysFault;
  private boolean stateFails;
  private String quarantined = "";

  ErrorRoutesTest() {
    super("errors");
  }

  /** Stands for {@link FailureHandling}. */
  public final class Failures {

    /** Asked by {@code park-change}. */
    public boolean stopsSending() {
      return nobodysFault;
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
    public void notParked(@ExchangeException Exception exception) {
      note("notParked " + exception.getMessage());
    }
  }

  /** Stands for the bean {@code quarantine}. */
  public final class Quarantine {

    /** Asked by {@code probe-quarantine}. */
    public boolean asks(String system) {
      return system.equals(quarantined);
    }
  }

  @Override
  Properties properties() {
    Properties properties = new Properties();
    properties.put("retry.entra-delay", "0");
    properties.put("retry.zscaler-delay", "0");
    return properties;
  }

  @Override
  String outside() {
    return "direct:(read-from-zscaler|send-get|get-from-entra-once|notify-failures)";
  }

  @Override
  protected void bindToRegistry(Registry registry) {
    registry.bind("failureHandling", new Failures());
    registry.bind("quarantine", new Quarantine());
    for (String step : List.of("entraPatience", "zscalerPatience", "anyQuestion")) {
      bind(registry, step);
    }
    for (String step :
        List.of(
            "askZscalerAgain", "zscalerAnswered", "askEntraAgain", "entraAnswered", "holdBack")) {
      bind(registry, step);
    }
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
  void aRequestIsRepeatedAsOftenAsItsFailureCanPassAndThenParked(ScimError.Kind kind, int expected)
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
  void whatPassesIsWrittenAndNobodyIsParked(ScimError.Kind kind) throws Exception {
    failure = answered(kind);
    succeedsAt = 2;
    MockEndpoint written = getMockEndpoint("mock:written");
    written.expectedMessageCount(1);

    template().sendBody("direct:change", "");

    written.assertIsSatisfied();
    assertEquals(List.of("zscalerPatience"), taken());
  }

  @ParameterizedTest
  @CsvSource({"true, stopSending", "false, park"})
  void whatIsNobodysFaultStopsTheSendingAndParksNobody(boolean nobodys, String step) {
    failure = answered(ScimError.Kind.FORBIDDEN);
    nobodysFault = nobodys;

    template().sendBody("direct:change", "");

    assertEquals(List.of(step), taken());
  }

  @ParameterizedTest
  @CsvSource({"true, stopSending", "false, park"})
  void whatCannotBeTakenDownFailsTheCycle(boolean nobodys, String step) {
    failure = answered(ScimError.Kind.INVALID);
    nobodysFault = nobodys;
    stateFails = true;

    template().sendBody("direct:change", "");

    assertEquals(List.of(step, "notParked disk full"), taken());
  }

  @ParameterizedTest
  @CsvSource({
    "ZSCALER, send-get, askZscalerAgain, zscalerAnswered",
    "ENTRA, get-from-entra-once, askEntraAgain, entraAnswered"
  })
  void aQuarantineIsProbedWithTheOneQuestionThatWasRefused(
      String system, String route, String ask, String answered) throws Exception {
    quarantined = system;
    MockEndpoint asked = getMockEndpoint("mock:direct:" + route);
    asked.expectedMessageCount(1);

    template().sendBody("direct:probe-quarantine", "");

    asked.assertIsSatisfied();
    assertEquals(List.of(ask, answered), taken());
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
