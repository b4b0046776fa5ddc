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
import org.apache.camel.Processor;
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
import org.entrazscaler.settings.ZscalerSettings;
import org.jspecify.annotations.Nullable;

/**
 * The steps of {@code call-zscaler.camel.yaml}: prepares one request to Zscaler and checks its
 * answer. Safe for use by several threads.
 */
public final class ZscalerCall {

  /** Shorter tokens are not masked, because they may be a part of ordinary words. */
  private static final int MIN_TOKEN_LENGTH = 5;

  private final Product product;
  private final @Nullable Secret token;
  private final ScimErrors errors;
  private final Pace pace;
  private final LinkStore links;
  private final CycleControl cycles;

  /**
   * Creates the steps.
   *
   * @param settings the token, which is masked in answers, and the pace
   * @param other other steps that share their pace; null: these have a pace of their own
   */
  public ZscalerCall(
      Product product,
      ZscalerSettings settings,
      LinkStore links,
      CycleControl cycles,
      Clock clock,
      @Nullable ZscalerCall other) {
    this.product = product;
    this.token = settings.secretToken();
    this.errors = new ScimErrors(product, clock);
    this.pace =
        other == null
            ? new Pace(TargetLimits.of(settings, product).requestsPerSecond())
            : other.pace;
    this.links = links;
    this.cycles = cycles;
  }

  /** The product in the settings. */
  public static Product product(ZscalerSettings settings) {
    return Product.valueOf(settings.product().name());
  }

  /** Sets the delay before a request is repeated; Camel calls it before it computes the delay. */
  public Processor retryDelay() {
    return new ZscalerRetryDelay(this, pace);
  }

  /** Sets the exchange variable with the current request. */
  public void setRequest(Exchange exchange, ScimRequest request) {
    exchange.setVariable(ExchangeVariables.REQUEST, request);
  }

  /**
   * Waits for the next slot of the pace.
   *
   * @param lane name of the {@link Lane}; null for {@link Lane#NORMAL}
   */
  public void awaitSlot(@Variable(ExchangeVariables.LANE) @Nullable String lane) {
    await(Lane.of(lane));
  }

  /** Waits for the next slot of the pace, in the urgent lane. */
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
   * Prepares the request. It has no header that was on the exchange before.
   *
   * @param write the current write; null if the request does not belong to a write
   * @param headers become the headers of the request
   * @return the body of the request, or null
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
   * Reads the text of an answer, if its status is 2xx.
   *
   * @param status the HTTP status; null if there was no answer
   * @param body the body of the answer, or null
   * @param headers the headers of the answer
   * @param write the current write; null if the request does not belong to a write
   * @return the body as text, with the token masked; null if there is none
   * @throws ZscalerException if the status is not 2xx; its type is one that the error policies name
   */
  public @Nullable String readAnswer(
      @Header(Exchange.HTTP_RESPONSE_CODE) @Nullable Integer status,
      @Body byte @Nullable [] body,
      @Headers Map<String, Object> headers,
      @Variable(ExchangeVariables.REQUEST) ScimRequest request,
      @Variable(ExchangeVariables.WRITE) @Nullable Write write) {
    String text = maskToken(JsonText.of(body));
    int code = status == null ? 0 : status;
    if (code >= 200 && code <= 299) {
      return text;
    }
    Map<String, String> texts = new HashMap<>();
    headers.forEach((name, value) -> texts.put(name, String.valueOf(value)));
    ScimError error = errors.of(request, code, texts, text);
    if (!error.mayHaveBeenApplied()) {
      withdrawIntent(request, write);
    }
    throw ZscalerException.of(error);
  }

  /**
   * Records that Zscaler has answered as a SCIM service does. Resets the count of attempts, but not
   * within a change: it has several requests, and a lookup alone is not progress.
   *
   * @param headers contain the count of attempts
   * @param write the current write; null if the request does not belong to a write
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

  private @Nullable String maskToken(@Nullable String body) {
    return body == null || token == null || token.reveal().length() < MIN_TOKEN_LENGTH
        ? body
        : body.replace(token.reveal(), "***");
  }

  /** Whether a failure shows that the request did not reach the server. */
  public static boolean isUnsent(IOException exception) {
    return exception instanceof ConnectException
        || exception instanceof UnknownHostException
        || exception instanceof NoRouteToHostException
        || exception instanceof ConnectTimeoutException;
  }

  /** Withdraws the intent of a write that Zscaler has certainly not carried out. */
  void withdrawIntent(ScimRequest request, @Nullable Write write) {
    if (write == null || write.change() == null || !write.isIntentRequest(request)) {
      return;
    }
    if (write.key().type() == ObjectType.GROUP) {
      links.withdrawIntent(write.key());
    } else {
      // The state is updated together with the outcome of the change.
      write.setNotCarriedOut();
    }
  }

  /** Classifies a failure, also one without an answer or with an unreadable one. */
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
