package org.entrazscaler.simulation.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.entrazscaler.simulation.tenant.GraphRequest.PageHint;
import org.jspecify.annotations.Nullable;

/** Receives requests, records them, applies faults, and sends what the endpoints answer. */
final class HttpFront implements HttpHandler {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final byte[] HTML =
      "<!DOCTYPE html><html><head><title>Notice</title></head><body><h1>Please wait</h1></body></html>"
          .getBytes(StandardCharsets.UTF_8);

  private final Clock clock;
  private final RequestLog log;
  private final Faults faults;
  private final SignIn signIn;
  private final SignInEndpoint signInEndpoint;
  private final GraphEndpoint graph;
  private final String graphUrl;

  HttpFront(
      Clock clock,
      RequestLog log,
      Faults faults,
      SignIn signIn,
      SignInEndpoint signInEndpoint,
      GraphEndpoint graph,
      String graphUrl) {
    this.clock = clock;
    this.log = log;
    this.faults = faults;
    this.signIn = signIn;
    this.signInEndpoint = signInEndpoint;
    this.graph = graph;
    this.graphUrl = graphUrl;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      RecordedRequest request = recorded(exchange);
      log.add(request);
      Fault fault = faults.take(request);
      if (fault instanceof Fault.Slow slow) {
        Thread.sleep(slow.delay().toMillis());
      }
      if (fault instanceof Fault.ResetBeforeAnswer) {
        return;
      }
      if (fault instanceof Fault.Html html) {
        send(exchange, html.status(), "text/html; charset=utf-8", Map.of(), HTML, HTML.length);
        return;
      }
      Answer answer = answer(request, fault);
      byte[] body = body(answer, fault);
      boolean cut = fault instanceof Fault.ResetWithinAnswer;
      exchange.getResponseHeaders().set("request-id", UUID.randomUUID().toString());
      exchange.getResponseHeaders().set("client-request-id", clientRequestId(request));
      send(
          exchange,
          answer.status(),
          request.kind().graph()
              ? "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"
              : "application/json; charset=utf-8",
          answer.headers(),
          cut ? Arrays.copyOf(body, body.length / 2) : body,
          body.length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(
      HttpExchange exchange,
      int status,
      String contentType,
      Map<String, String> headers,
      byte[] body,
      int announced)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    exchange.sendResponseHeaders(status, announced == 0 ? -1 : announced);
    if (announced > 0) {
      OutputStream out = exchange.getResponseBody();
      out.write(body);
      out.flush();
    }
  }

  private Answer answer(RecordedRequest request, @Nullable Fault fault) {
    if (fault instanceof Fault.Refused refused) {
      return refusal(request, refused);
    }
    if (fault instanceof Fault.TokensRevoked) {
      signIn.revokeTokens();
    }
    Answer answer =
        switch (request.kind()) {
          case TOKEN -> signInEndpoint.token(request);
          case MANAGED_IDENTITY_TOKEN -> signInEndpoint.managedIdentity(request);
          case SIGN_IN_METADATA -> signInEndpoint.metadata(request);
          default -> graph(request, fault);
        };
    if (fault instanceof Fault.ForeignLink foreign && answer.body() instanceof ObjectNode body) {
      String link = body.has("@odata.deltaLink") ? "@odata.deltaLink" : "@odata.nextLink";
      body.put(link, foreign.target().toString());
    }
    if (fault instanceof Fault.LeadsBack back && answer.body() instanceof ObjectNode body) {
      List<RecordedRequest> before = log.of(request.kind());
      RecordedRequest earlier = before.get(Math.max(0, before.size() - 1 - back.pages()));
      body.remove("@odata.deltaLink");
      body.put("@odata.nextLink", graphUrl + earlier.target().substring("/v1.0".length()));
    }
    return answer;
  }

  private Answer graph(RecordedRequest request, @Nullable Fault fault) {
    PageHint hint =
        fault instanceof Fault.EmptyPage
            ? PageHint.EMPTY
            : fault instanceof Fault.RepeatedPage ? PageHint.REPEATED : PageHint.NONE;
    GraphRequest graphRequest = GraphRequest.of(request, hint);
    try {
      if (fault instanceof Fault.DeltaTokenExpired expired) {
        ObjectKind kind =
            request.kind() == RequestKind.GROUPS_DELTA ? ObjectKind.GROUP : ObjectKind.USER;
        throw DeltaEndpoint.expired(expired.resync(), graphUrl, kind, null);
      }
      return request.kind() == RequestKind.BATCH
          ? batch(graphRequest)
          : graph.answer(graphRequest).with("OData-Version", "4.0").with("x-ms-resource-unit", "1");
    } catch (GraphException e) {
      return e.answer(SECONDS.format(clock.instant()), clientRequestId(request));
    }
  }

  private Answer batch(GraphRequest request) {
    List<JsonNode> entries = graph.batched(request);
    Map<String, Integer> statuses = new HashMap<>();
    ObjectNode body = Json.object();
    var responses = body.putArray("responses");
    for (JsonNode entry : entries) {
      String id = entry.path("id").asText();
      boolean failedBefore = false;
      for (JsonNode dependency : entry.path("dependsOn")) {
        failedBefore |= statuses.getOrDefault(dependency.asText(), 404) >= 400;
      }
      Answer answer =
          failedBefore
              ? new GraphException(424, "FailedDependency", "A request it depends on failed.")
                  .answer(SECONDS.format(clock.instant()), clientRequestId(request.recorded()))
              : batched(request.recorded(), entry);
      statuses.put(id, answer.status());
      // The answers may have any order; the last one first reveals a reader that relies on the
      // order.
      responses.insert(0, GraphEndpoint.batchResponse(id, answer));
    }
    return Answer.ok(body);
  }

  private Answer batched(RecordedRequest whole, JsonNode entry) {
    String url = entry.path("url").asText();
    int question = url.indexOf('?');
    String path =
        "/v1.0"
            + (url.startsWith("/") ? "" : "/")
            + (question < 0 ? url : url.substring(0, question));
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Authorization", whole.headers().getOrDefault("Authorization", List.of()));
    entry
        .path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), List.of(header.getValue().asText())));
    RecordedRequest request =
        new RecordedRequest(
            clock.instant(),
            RequestKind.of(path),
            entry.path("method").asText(),
            path,
            question < 0 ? "" : url.substring(question + 1),
            headers,
            entry.path("body").toString(),
            true);
    log.add(request);
    return answer(request, faults.take(request));
  }

  private Answer refusal(RecordedRequest request, Fault.Refused refused) {
    Map<String, String> headers =
        refused.retryAfter() == null ? Map.of() : Map.of("Retry-After", refused.retryAfter());
    ObjectNode body = Json.object();
    if (!request.kind().graph()) {
      body.put("error", refused.status() >= 500 ? "temporarily_unavailable" : "invalid_request");
      body.put("error_description", refused.message());
      return new Answer(refused.status(), headers, body);
    }
    ObjectNode error = body.putObject("error");
    error.put("code", refused.code());
    ObjectNode inner = error.putObject("innerError");
    inner.put("code", String.valueOf(refused.status()));
    inner.put("date", SECONDS.format(clock.instant()));
    inner.put("message", refused.status() == 429 ? "Please retry after" : refused.message());
    inner.put("request-id", UUID.randomUUID().toString());
    inner.put("status", String.valueOf(refused.status()));
    error.put("message", refused.message());
    return new Answer(refused.status(), headers, body);
  }

  private static byte[] body(Answer answer, @Nullable Fault fault) {
    JsonNode body = answer.body();
    if (body == null) {
      return new byte[0];
    }
    if (!(fault instanceof Fault.Spoiled spoiled)) {
      return Json.bytes(body);
    }
    ObjectNode tree = body.deepCopy();
    switch (spoiled.spoiling()) {
      case TRUNCATED -> {
        byte[] bytes = Json.bytes(tree);
        return Arrays.copyOf(bytes, bytes.length * 2 / 3);
      }
      case EMPTY_BODY -> {
        return new byte[0];
      }
      case NO_OBJECT -> {
        return Json.bytes(tree.arrayNode().add(tree));
      }
      case NO_VALUE -> tree.remove("value");
      case VALUE_NO_LIST -> tree.putObject("value");
      case NOTHING_LISTED -> {
        tree.remove("@odata.nextLink");
        tree.putArray("value");
      }
      case NO_IDS -> tree.path("value").forEach(entry -> ((ObjectNode) entry).remove("id"));
      case NO_LINKS -> tree.remove(List.of("@odata.nextLink", "@odata.deltaLink"));
      case NO_TOKEN -> tree.remove("access_token");
    }
    return Json.bytes(tree);
  }

  /** msal4j requests {@code //metadata/...}; a URI takes the first part of it as a host. */
  private static String path(URI target) {
    String host = target.getRawAuthority();
    return host == null || target.getScheme() != null
        ? target.getPath()
        : "/" + host + target.getPath();
  }

  private RecordedRequest recorded(HttpExchange exchange) throws IOException {
    String path = path(exchange.getRequestURI());
    String query = exchange.getRequestURI().getRawQuery();
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, List.copyOf(values)));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    return new RecordedRequest(
        clock.instant(),
        RequestKind.of(path),
        exchange.getRequestMethod(),
        path,
        query == null ? "" : query,
        headers,
        body,
        false);
  }

  private static String clientRequestId(RecordedRequest request) {
    String sent = request.header("client-request-id");
    return sent == null ? UUID.randomUUID().toString() : sent;
  }
}
