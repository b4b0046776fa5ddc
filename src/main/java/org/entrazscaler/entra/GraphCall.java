package org.entrazscaler.entra;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.apache.camel.Processor;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.camel.JsonText;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.TargetSystem;
import org.entrazscaler.graph.GraphAnswerException;
import org.entrazscaler.graph.GraphError;
import org.entrazscaler.graph.GraphLinks;
import org.entrazscaler.graph.GraphPermission;
import org.jspecify.annotations.Nullable;

/**
 * The steps of {@code get-from-entra-once}: prepares one request to Graph and checks the status of
 * its answer. Safe for use by several threads.
 */
public final class GraphCall {

  private final GraphLinks links;
  private final Supplier<String> token;
  private final Consumer<String> rejectedToken;
  private final CycleControl cycles;
  private final Clock clock;

  /**
   * Creates the steps.
   *
   * @param links knows the address of Graph
   * @param token supplies a token and signs in if necessary
   * @param rejectedToken receives a token that Graph rejects
   * @param cycles counts the requests
   */
  public GraphCall(
      GraphLinks links,
      Supplier<String> token,
      Consumer<String> rejectedToken,
      CycleControl cycles,
      Clock clock) {
    this.links = links;
    this.token = token;
    this.rejectedToken = rejectedToken;
    this.cycles = cycles;
    this.clock = clock;
  }

  /** Sets the delay before a request is repeated; Camel calls it before it computes the delay. */
  public Processor retryDelay() {
    return new EntraRetryDelay();
  }

  /**
   * Prepares a request for a link and gets a token for it. The request has no body, and no header
   * that was on the exchange before.
   *
   * @param link the address
   * @param headers become the headers of the request
   * @return null, the body of the request
   * @throws GraphAnswerException if the link does not lead to Graph
   */
  public @Nullable Object prepareRequest(
      @Variable(ExchangeVariables.GRAPH_LINK) String link, @Headers Map<String, Object> headers) {
    cycles.failIfEnding();
    String trusted = links.trusted(link);
    Objects.requireNonNull(token.get(), "token");
    ExchangeVariables.clearHeaders(headers);
    headers.put(Exchange.HTTP_URI, trusted);
    headers.put("Accept", "application/json");
    Cycle cycle = cycles.running();
    if (cycle != null) {
      cycle.countRequest(TargetSystem.ENTRA);
    }
    return null;
  }

  /**
   * Reads the text of an answer, if its status is 2xx.
   *
   * @param status the HTTP status; null if there was no answer
   * @param body the body of the answer, or null
   * @param headers the headers of the answer
   * @param link the address of the request
   * @param reading the list that is being read; null if none is
   * @return the body as text; null if there is none
   * @throws EntraException if the status is not 2xx; its type is one that the error policies name
   */
  public @Nullable String readAnswer(
      @Header(Exchange.HTTP_RESPONSE_CODE) @Nullable Integer status,
      @Body byte @Nullable [] body,
      @Headers Map<String, Object> headers,
      @Variable(ExchangeVariables.GRAPH_LINK) String link,
      @Variable(ExchangeVariables.GRAPH_LIST) @Nullable GraphList reading) {
    int code = status == null ? 0 : status;
    String text = JsonText.of(body);
    if (code >= 200 && code <= 299) {
      return text;
    }
    GraphError error =
        reading != null && reading.isStoredLink(link)
            ? GraphError.ofStoredLink(code, headers, text, permission(link), clock)
            : GraphError.of(code, headers, text, permission(link), clock);
    if (error.kind() == GraphError.Kind.UNAUTHENTICATED) {
      rejectedToken.accept(token.get());
    }
    throw EntraException.of(error);
  }

  private static GraphPermission permission(String link) {
    if (link.contains("/servicePrincipals")) {
      return GraphPermission.ENTERPRISE_APPLICATION;
    }
    if (link.contains("/organization")) {
      return GraphPermission.ORGANIZATION;
    }
    return link.contains("/groups") ? GraphPermission.GROUPS : GraphPermission.USERS;
  }
}
