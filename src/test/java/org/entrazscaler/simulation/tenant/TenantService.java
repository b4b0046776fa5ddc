package org.entrazscaler.simulation.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.http.Faults;
import org.entrazscaler.simulation.http.HttpFront;
import org.entrazscaler.simulation.http.HttpService;
import org.entrazscaler.simulation.http.Received;
import org.entrazscaler.simulation.http.RequestLog;
import org.entrazscaler.simulation.tenant.GraphRequest.PageHint;
import org.jspecify.annotations.Nullable;

/** Answers the requests to the tenant, with the faults that only Graph and sign-in have. */
final class TenantService implements HttpService<RecordedRequest, Answer> {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Clock clock;
  private final RequestLog<RecordedRequest> log;
  private final Faults<RecordedRequest> faults;
  private final SignIn signIn;
  private final SignInEndpoint signInEndpoint;
  private final GraphEndpoint graph;
  private final String graphUrl;

  TenantService(
      Clock clock,
      HttpFront<RecordedRequest, Answer> front,
      SignIn signIn,
      SignInEndpoint signInEndpoint,
      GraphEndpoint graph,
      String graphUrl) {
    this.clock = clock;
    this.log = front.log();
    this.faults = front.faults();
    this.signIn = signIn;
    this.signInEndpoint = signInEndpoint;
    this.graph = graph;
    this.graphUrl = graphUrl;
  }

  @Override
  public RecordedRequest recorded(int number, Received request) {
    // msal4j requests "//metadata/…".
    String path = URI.create(request.path().replaceFirst("^/+", "/")).getPath();
    String query = request.query();
    return new RecordedRequest(
        clock.instant(),
        RequestKind.of(path),
        request.method(),
        path,
        query == null ? "" : query,
        request.headers(),
        request.body(),
        false);
  }

  @Override
  public Answer answer(RecordedRequest request, @Nullable Fault fault) {
    return spoiled(part(request, fault), fault)
        .with("request-id", UUID.randomUUID().toString())
        .with("client-request-id", clientRequestId(request))
        .with(
            "Content-Type",
            request.kind().graph()
                ? "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"
                : "application/json; charset=utf-8");
  }

  /** The answer to a request or to a part of a batch. */
  private Answer part(RecordedRequest request, @Nullable Fault fault) {
    if (fault instanceof GraphFault.Refused refused) {
      return refusal(request, refused);
    }
    if (fault instanceof GraphFault.TokensRevoked) {
      signIn.revokeTokens();
    }
    Answer answer =
        switch (request.kind()) {
          case TOKEN -> signInEndpoint.token(request);
          case MANAGED_IDENTITY_TOKEN -> signInEndpoint.managedIdentity(request);
          case SIGN_IN_METADATA -> signInEndpoint.metadata(request);
          default -> graph(request, fault);
        };
    if (fault instanceof GraphFault.ForeignLink foreign
        && answer.body() instanceof ObjectNode body) {
      String link = body.has("@odata.deltaLink") ? "@odata.deltaLink" : "@odata.nextLink";
      body.put(link, foreign.target().toString());
    }
    if (fault instanceof GraphFault.LeadsBack back && answer.body() instanceof ObjectNode body) {
      List<RecordedRequest> before = log.of(request.kind());
      RecordedRequest earlier = before.get(Math.max(0, before.size() - 1 - back.pages()));
      body.remove("@odata.deltaLink");
      body.put("@odata.nextLink", graphUrl + earlier.target().substring("/v1.0".length()));
    }
    return answer;
  }

  private Answer graph(RecordedRequest request, @Nullable Fault fault) {
    PageHint hint =
        fault instanceof GraphFault.EmptyPage
            ? PageHint.EMPTY
            : fault instanceof GraphFault.RepeatedPage ? PageHint.REPEATED : PageHint.NONE;
    GraphRequest graphRequest = GraphRequest.of(request, hint);
    try {
      if (fault instanceof GraphFault.DeltaTokenExpired expired) {
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
    Map<String, String> headers = new HashMap<>();
    String authorization = whole.header("Authorization");
    if (authorization != null) {
      headers.put("authorization", authorization);
    }
    entry
        .path("headers")
        .properties()
        .forEach(
            header ->
                headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue().asText()));
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
    log.add(number -> request);
    return part(request, faults.take(request));
  }

  private Answer refusal(RecordedRequest request, GraphFault.Refused refused) {
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

  private static Answer spoiled(Answer answer, @Nullable Fault fault) {
    JsonNode body = answer.body();
    if (body == null || !(fault instanceof GraphFault.Spoiled spoiled)) {
      return answer;
    }
    ObjectNode tree = body.deepCopy();
    switch (spoiled.spoiling()) {
      case EMPTY_BODY -> {
        return answer.withBody(null);
      }
      case NO_OBJECT -> {
        return answer.withBody(tree.arrayNode().add(tree));
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
    return answer.withBody(tree);
  }

  private static String clientRequestId(RecordedRequest request) {
    String sent = request.header("client-request-id");
    return sent == null ? UUID.randomUUID().toString() : sent;
  }
}
