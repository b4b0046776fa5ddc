package org.entrazscaler.camel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.Variable;
import org.apache.camel.spi.Language;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultRegistry;
import org.entrazscaler.camel.reload.RouteContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MethodLanguageTest {

  /** Steps that a route names. */
  public static class Steps {

    private final String name;

    Steps(String name) {
      this.name = name;
    }

    /** A method whose parameters Camel fills. */
    public String named(@Body String body, @Variable("lane") @Nullable String lane) {
      return name + " " + body + " " + lane;
    }

    /** A condition. */
    public boolean isUrgent(@Variable("lane") String lane) {
      return lane.equals("URGENT");
    }

    /** A method that fails. */
    public boolean fails() {
      throw new IllegalStateException("no");
    }

    /** One of two methods of this name. */
    public String twice(@Body String body) {
      return body;
    }

    /** The other one. */
    public String twice(String body, String other) {
      return body + other;
    }
  }

  /** A body with properties. */
  public record Subject(String id, boolean alone) {

    /** A property in the way of a bean. */
    public boolean isUser() {
      return true;
    }
  }

  private RouteContext camel;
  private Exchange exchange;

  @BeforeEach
  void start() {
    camel = new RouteContext(new DefaultRegistry());
    camel.getRegistry().bind("steps", new Steps("first"));
    camel.start();
    exchange = new DefaultExchange(camel);
    exchange.getMessage().setBody("body");
    exchange.setVariable("lane", "URGENT");
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private static Object[] of(String method) {
    return new Object[] {null, null, method, null, "steps", null, null};
  }

  private Object value(String method) {
    var expression = language().createExpression(null, of(method));
    expression.init(camel);
    return expression.evaluate(exchange, Object.class);
  }

  private boolean matches(String method) {
    var predicate = language().createPredicate(null, of(method));
    predicate.initPredicate(camel);
    return predicate.matches(exchange);
  }

  private Language language() {
    return camel.resolveLanguage("bean");
  }

  private Object simple(String text) {
    var expression = camel.resolveLanguage("simple").createExpression(text);
    expression.init(camel);
    return expression.evaluate(exchange, Object.class);
  }

  @Test
  void theMethodOfABeanIsGivenWhatItsParametersName() {
    assertEquals("first body URGENT", value("named"));
    assertTrue(matches("isUrgent"));
    exchange.setVariable("lane", "NORMAL");
    assertFalse(matches("isUrgent"));
    assertEquals("body", exchange.getMessage().getBody());
    assertNull(exchange.getException());
  }

  @Test
  void anotherBeanOfTheSameNameIsCalledFromThenOn() {
    var expression = language().createExpression(null, of("named"));
    expression.init(camel);
    camel.getRegistry().bind("steps", new Steps("second"));
    assertEquals("second body URGENT", expression.evaluate(exchange, String.class));
  }

  @Test
  void aFailureIsTheOneOfTheMethodAndNothingMatches() {
    assertFalse(matches("fails"));
    IllegalStateException failure = exchange.getException(IllegalStateException.class);
    assertSame(failure, exchange.getException());
    assertEquals("no", failure.getMessage());
  }

  @Test
  void whatIsNotThePlainNameOfOneMethodIsLeftToCamel() {
    assertEquals("body", value("twice"));
    assertEquals("first x null", value("named('x', ${variable.none})"));
    assertThrows(RuntimeCamelException.class, () -> value("missing"));
  }

  @Test
  void aPropertyOfTheBodyIsReadByEachNameThatCamelKnows() {
    exchange.getMessage().setBody(new Subject("u1", false));
    assertEquals("u1", simple("${body.id}"));
    assertEquals(false, simple("${body.alone}"));
    assertEquals(true, simple("${body.user}"));
    assertEquals("2", simple("${body.id.length}").toString());
    assertThrows(RuntimeCamelException.class, () -> simple("${body.missing}"));
    exchange.getMessage().setBody(Map.of("size", "large"));
    assertEquals("1", simple("${body.size}").toString());
    exchange.getMessage().setBody(List.of("a", "b"));
    assertEquals("2", simple("${body.size}").toString());
    exchange.getMessage().setBody(null);
    assertNull(simple("${body.id}"));
  }
}
