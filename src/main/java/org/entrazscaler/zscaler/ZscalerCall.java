package org.entrazscaler.zscaler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.camel.JsonText;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.TargetSystem;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.LinkStore;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.scim.ScimError;
import org.entrazscaler.scim.ScimErrors;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ScimAnswerException;
import org.entrazscaler.settings.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The steps of {@code call-zscaler.camel.yaml}: how one request to Zscaler is laid out, and what
 * its answer means. Safe for use by several threads.
 */
public final class ZscalerCall {

  /** A shorter one would be found in the middle of ordinary words. */
  private static final int SHORTEST_TOKEN = 5;

  private final Product product;
  private final @Nullable Secret token;
  private final ScimErrors errors;
  private final Pace pace;
  private final LinkStore links;
  private final CycleControl cycles;

  /** The token is known here only so that no answer repeats it. */
  public ZscalerCall(
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
  public void put(Exchange exchange, ScimRequest request) {
    exchange.setVariable(ExchangeVariables.REQUEST, request);
  }

  /**
   * Waits for the next slot of the pace.
   *
   * @param lane name of the {@link Lane} in which the exchange waits; null for {@link Lane#NORMAL}
   */
  public void awaitSlot(@Variable(ExchangeVariables.LANE) @Nullable String lane) {
    await(Lane.of(lane));
  }

  /** Waits for the next slot of the pace, with what takes access away. */
  public void awaitUrgentSlot() {
    await(Lane.URGENT);
  }

  private void await(Lane lane) {
    pace.await(lane, cycles::isEnding);
    cycles.failIfEnding();
    Cycle cycle = cycles.running();
    if (cycle != null) {
      cycle.countRequest(TargetSystem.ZSCALER);
    }
  }

  /**
   * Lays out the request that is to be sent; of what the exchange had before nothing leaves.
   *
   * @param request the request
   * @param write the write that is at hand; null if there is none
   * @param headers become those of the request
   * @return its content, or null of a request that has none
   */
  public @Nullable ObjectNode prepareRequest(
      @Variable(ExchangeVariables.REQUEST) ScimRequest request,
      @Variable(ExchangeVariables.WRITE) @Nullable Write write,
      @Headers Map<String, Object> headers) {
    if (write != null) {
      write.sent(request);
    }
    ExchangeVariables.clearHeaders(headers);
    headers.put(Exchange.HTTP_PATH, request.path());
    if (request.query() != null) {
      headers.put(Exchange.HTTP_QUERY, request.query());
    }
    headers.put("Accept", product.mediaType());
    ObjectNode content = request.body();
    if (content != null) {
      headers.put(Exchange.CONTENT_TYPE, product.mediaType());
    }
    return content;
  }

  /**
   * Takes the answer as far as its status tells.
   *
   * @param status the HTTP status; null if nothing answered
   * @param body what was sent with it, or null
   * @param headers of the answer
   * @param request what was sent
   * @param write for which it was sent; null if it was for none
   * @return the text of an answer of success, in which the token is not repeated; null if there is
   *     none
   * @throws ZscalerException of a type that the error policies know, if the status is no success
   */
  public @Nullable String readAnswer(
      @Header(Exchange.HTTP_RESPONSE_CODE) @Nullable Integer status,
      @Body byte @Nullable [] body,
      @Headers Map<String, Object> headers,
      @Variable(ExchangeVariables.REQUEST) ScimRequest request,
      @Variable(ExchangeVariables.WRITE) @Nullable Write write) {
    String text = withoutToken(JsonText.of(body));
    int code = status == null ? 0 : status;
    if (code >= 200 && code <= 299) {
      return text;
    }
    Map<String, String> said = new HashMap<>();
    headers.forEach((name, value) -> said.put(name, String.valueOf(value)));
    ScimError error = errors.of(request, code, said, text);
    if (!error.mayHaveBeenApplied()) {
      withdraw(request, write);
    }
    throw ZscalerException.of(error);
  }

  /**
   * Zscaler has answered in the way of a SCIM service.
   *
   * @param headers tell of attempts that failed; for a change there are several requests, of which
   *     a look-up alone is no progress
   * @param write for which it was asked; null if it was for none
   */
  public void confirmAnswer(
      @Headers Map<String, Object> headers,
      @Variable(ExchangeVariables.WRITE) @Nullable Write write) {
    if (write == null || write.change() == null) {
      ExchangeVariables.resetAttempts(headers);
    }
    Cycle cycle = cycles.running();
    if (cycle != null) {
      cycle.clearUnanswered();
    }
  }

  private @Nullable String withoutToken(@Nullable String body) {
    return body == null || token == null || token.reveal().length() < SHORTEST_TOKEN
        ? body
        : body.replace(token.reveal(), "***");
  }

  public static boolean neverSent(IOException exception) {
    return exception instanceof ConnectException
        || exception instanceof UnknownHostException
        || exception instanceof NoRouteToHostException
        || exception instanceof ConnectTimeoutException;
  }

  /** The write that was begun has certainly not been carried out. */
  void withdraw(ScimRequest request, @Nullable Write write) {
    if (write == null || write.change() == null || !write.isIntentRequest(request)) {
      return;
    }
    if (write.key().type() == ObjectType.GROUP) {
      links.withdrawIntent(write.key());
    } else {
      // The state follows with what has become of the change.
      write.setNotCarriedOut();
    }
  }

  /** What a failure without an answer, or with one that cannot be understood, means. */
  public ScimError error(Exchange exchange, Exception exception) {
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

  public static ScimRequest request(Exchange exchange) {
    return exchange.getVariable(ExchangeVariables.REQUEST, ScimRequest.class);
  }
}
