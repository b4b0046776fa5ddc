package org.entrazscaler.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.TargetSystem;
import org.entrazscaler.entra.SignInException;
import org.entrazscaler.plan.Change;
import org.entrazscaler.route.failure.EntraException;
import org.entrazscaler.route.failure.ZscalerException;
import org.entrazscaler.scim.Product;
import org.entrazscaler.scim.ScimAnswerException;
import org.entrazscaler.scim.ScimAnswers;
import org.entrazscaler.scim.ScimError;
import org.entrazscaler.scim.ScimErrors;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.settings.Secret;
import org.entrazscaler.state.LinkStore;
import org.jspecify.annotations.Nullable;

/** One request to Zscaler: how it is put on the exchange, and what its answer means. */
final class ZscalerCall {

  /** A shorter one would be found in the middle of ordinary words. */
  private static final int SHORTEST_TOKEN = 5;

  private final Product product;
  private final @Nullable Secret token;
  private final ScimErrors errors;
  private final Pace pace;
  private final LinkStore links;
  private final CycleControl cycles;

  /** The token is known here only so that no answer repeats it. */
  ZscalerCall(
      Product product,
      @Nullable Secret token,
      Pace pace,
      LinkStore links,
      CycleControl cycles,
      Clock clock) {
    this.product = product;
    this.token = token;
    this.errors = new ScimErrors(product, clock);
    this.pace = pace;
    this.links = links;
    this.cycles = cycles;
  }

  /** Puts a request on the exchange. */
  void put(Exchange exchange, ScimRequest request) {
    exchange.setVariable(Names.REQUEST, request);
  }

  /**
   * Waits in its lane for the next slot of the pace, then lays out the request that is to be sent.
   */
  void pace(Exchange exchange) {
    ScimRequest request = request(exchange);
    pace.await(Lane.of(exchange), cycles::ending);
    cycles.refuseWhenEnding();
    Cycle cycle = cycles.running();
    if (cycle != null) {
      cycle.request(TargetSystem.ZSCALER);
    }
    Message message = exchange.getMessage();
    message.removeHeaders("*", Names.ATTEMPTS);
    message.setHeader(Exchange.HTTP_PATH, request.path());
    if (request.query() != null) {
      message.setHeader(Exchange.HTTP_QUERY, request.query());
    }
    message.setHeader("Accept", product.mediaType());
    ObjectNode body = request.body();
    if (body != null) {
      message.setHeader(Exchange.CONTENT_TYPE, product.mediaType());
    }
    message.setBody(body == null ? null : body.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Leaves the answer's text in the body, or fails with a type that the error policies know. */
  void answer(Exchange exchange) {
    Message message = exchange.getMessage();
    int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
    String body = withoutToken(JsonText.of(message));
    if (status >= 200 && status <= 299) {
      if (body != null && !body.isBlank()) {
        ScimAnswers.requireJson(body);
      }
      message.setBody(body);
      if (exchange.getVariable(Names.CHANGE) == null) {
        // A change has several requests, of which a look-up alone is no progress.
        Names.attemptsOver(exchange);
      }
      Cycle cycle = cycles.running();
      if (cycle != null) {
        cycle.answered();
      }
      return;
    }
    ScimError error = errors.of(request(exchange), status, headers(message), body);
    if (!error.mayHaveBeenApplied()) {
      withdraw(exchange);
    }
    throw ZscalerException.of(error);
  }

  private @Nullable String withoutToken(@Nullable String body) {
    return body == null || token == null || token.reveal().length() < SHORTEST_TOKEN
        ? body
        : body.replace(token.reveal(), "***");
  }

  private static Map<String, String> headers(Message message) {
    Map<String, String> headers = new HashMap<>();
    message.getHeaders().forEach((name, value) -> headers.put(name, String.valueOf(value)));
    return headers;
  }

  /**
   * Says how long to wait before the next attempt, and tells the pace. Camel calls it before it
   * chooses the delay.
   */
  void patience(Exchange exchange) {
    Exception exception = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    if (exception instanceof ZscalerException zscaler) {
      Duration hint = zscaler.error().pause();
      if (zscaler.error().kind() == ScimError.Kind.THROTTLED) {
        pace.slowDown(hint == null ? Duration.ZERO : hint);
      }
      delay(exchange, hint);
    } else {
      delay(exchange, null);
      if (exception instanceof IOException io && neverSent(io)) {
        withdraw(exchange);
      }
    }
  }

  /** The same for Graph, which has no pace of its own. */
  static void entraPatience(Exchange exchange) {
    Exception exception = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    if (exception instanceof EntraException entra && entra.error() != null) {
      delay(exchange, entra.error().retryAfter());
    } else if (exception instanceof SignInException signIn) {
      delay(exchange, signIn.retryAfter());
    }
  }

  private static void delay(Exchange exchange, @Nullable Duration hint) {
    if (hint == null) {
      exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
    } else {
      exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, Math.max(1, hint.toMillis()));
    }
  }

  static boolean neverSent(IOException exception) {
    return exception instanceof ConnectException
        || exception instanceof UnknownHostException
        || exception instanceof NoRouteToHostException
        || exception instanceof ConnectTimeoutException;
  }

  /** The write that was begun has certainly not been carried out. */
  private void withdraw(Exchange exchange) {
    Change change = exchange.getVariable(Names.CHANGE, Change.class);
    if (change != null && request(exchange).isWrite()) {
      links.withdraw(change.key());
    }
  }

  /** What a failure without an answer, or with one that cannot be understood, means. */
  ScimError error(Exchange exchange, Exception exception) {
    if (exception instanceof ZscalerException zscaler) {
      return zscaler.error();
    }
    ScimRequest request = request(exchange);
    if (exception instanceof ScimAnswerException answer) {
      return new ScimError(
          ScimError.Kind.INVALID,
          200,
          "SystemForCrossDomainIdentityManagementServiceIncompatible",
          String.valueOf(answer.getMessage()),
          "Check zscaler.tenant-url, and whether a proxy answers in Zscaler's place",
          null,
          null,
          null,
          "unreadable answer");
    }
    return errors.unanswered(request, exception);
  }

  static ScimRequest request(Exchange exchange) {
    return exchange.getVariable(Names.REQUEST, ScimRequest.class);
  }
}
