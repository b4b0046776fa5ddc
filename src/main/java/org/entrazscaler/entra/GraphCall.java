package org.entrazscaler.entra;

import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Headers;
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
 * The steps of {@code get-from-entra-once}: one request to Graph, and what its answer means. Safe
 * for use by several threads.
 */
public final class GraphCall {

  private final GraphLinks links;
  private final Supplier<String> token;
  private final Consumer<String> refused;
  private final CycleControl cycles;
  private final Clock clock;

  /**
   * One request after the other.
   *
   * @param links say where Graph is
   * @param token signs in if that is necessary
   * @param refused is told which token Graph does not take
   * @param cycles count the requests
   * @param clock tells the present
   */
  public GraphCall(
      GraphLinks links,
      Supplier<String> token,
      Consumer<String> refused,
      CycleControl cycles,
      Clock clock) {
    this.links = links;
    this.token = token;
    this.refused = refused;
    this.cycles = cycles;
    this.clock = clock;
  }

  /**
   * Has a token at hand and aims the request at a link; of what the exchange had before nothing
   * leaves.
   *
   * @param link what is asked for
   * @param headers become those of the request
   * @return the content of the request: null, for it has none
   * @throws GraphAnswerException if the link leads elsewhere than to Graph
   */
  public @Nullable Object prepareRequest(
      @Variable(ExchangeVariables.GRAPH_LINK) String link, @Headers Map<String, Object> headers) {
    cycles.failIfEnding();
    String trusted = links.trusted(link);
    token.get();
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
   * Takes the answer as far as its status tells.
   *
   * @param status the HTTP status; null if nothing answered
   * @param body what was sent with it, or null
   * @param headers of the answer
   * @param link what was asked for
   * @param reading the list that is being read; null if none was
   * @return the text of an answer of success; null if there is none
   * @throws EntraException of a type that the error policies know, if the status is no success
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
        reading != null && reading.kept(link)
            ? GraphError.ofKeptLink(code, headers, text, need(link), clock)
            : GraphError.read(code, headers, text, need(link), clock);
    if (error.kind() == GraphError.Kind.UNAUTHENTICATED) {
      refused.accept(token.get());
    }
    throw EntraException.of(error);
  }

  private static GraphPermission need(String link) {
    if (link.contains("/servicePrincipals")) {
      return GraphPermission.ENTERPRISE_APPLICATION;
    }
    if (link.contains("/organization")) {
      return GraphPermission.ORGANIZATION;
    }
    return link.contains("/groups") ? GraphPermission.GROUPS : GraphPermission.USERS;
  }
}
