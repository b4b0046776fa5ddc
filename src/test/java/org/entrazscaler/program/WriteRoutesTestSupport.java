package org.entrazscaler.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.Registry;
import org.entrazscaler.cycle.CycleKind;
import org.entrazscaler.graph.DeltaPage;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.MemberChange;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.graph.Removal;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.Origin;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.settings.SettingsLoader;
import org.entrazscaler.store.State;
import org.entrazscaler.store.StateAddress;
import org.junit.jupiter.api.AfterEach;

/**
 * The routes from the plan to Zscaler, with the state and the steps that the program has. Zscaler
 * is a mock endpoint, which notes each request in words.
 */
public abstract class WriteRoutesTestSupport extends RouteTestSupport {

  public final State state = State.open(StateAddress.inMemory(), Path.of(""), Clock.systemUTC());

  /** Which requests, as they are noted, Zscaler answers with which status. */
  public Map<String, Integer> refused = Map.of();

  private RouteBeans beans;

  public WriteRoutesTestSupport() {
    super(
        "plan",
        "scope",
        "user-mapping",
        "group-mapping",
        "safeguards",
        "write-groups",
        "write-zscaler",
        "call-zscaler",
        "read-zscaler",
        "locks",
        "names",
        "apply",
        "bulk",
        "errors");
  }

  /** Settings as environment variables, besides those that all tests have. */
  public Map<String, String> variables() {
    return Map.of();
  }

  private Settings settings() {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "ZSCALER_TENANT_URL",
                "https://scim.example.net/1/scim/v2",
                "ZSCALER_SECRET_TOKEN",
                "0123-secret-4567",
                "ZSCALER_MEMBERS_PER_REQUEST",
                "4",
                "ZSCALER_MAX_REQUESTS_PER_SECOND",
                "1000",
                "PROVISIONING_SCOPE",
                "all",
                "PROVISIONING_ACCIDENTAL_DELETION_THRESHOLD",
                "1"));
    all.putAll(variables());
    return SettingsLoader.load(Path.of("target"), null, all);
  }

  @Override
  public Properties properties() {
    return RouteBeans.placeholders(settings(), true);
  }

  @Override
  public String outside() {
    return "https:.*";
  }

  @Override
  protected void bindToRegistry(Registry registry) {
    beans = steps(settings(), state);
    beans.all().forEach(registry::bind);
    RouteBeans.THREAD_POOLS.forEach(pool -> registry.bind(pool, ForkJoinPool.commonPool()));
  }

  @AfterEach
  void end() {
    state.close();
  }

  // --- what Entra says ------------------------------------------------------------------------

  public void read(ObjectType type, List<DirectoryChange> changes) {
    state.sourceUpdater().beginFullRound(type, "first");
    state.sourceUpdater().storePage(type, new DeltaPage(changes, null, "delta"), Set.of(), true);
  }

  /** An object whose name is its id. */
  public static DirectoryChange change(
      ObjectType type, String id, Removal removal, List<MemberChange> members) {
    ObjectNode properties = JsonNodeFactory.instance.objectNode().put("displayName", id);
    if (type == ObjectType.USER) {
      properties.put("userPrincipalName", id + "@example.com").put("accountEnabled", true);
    } else {
      properties.put("securityEnabled", true);
    }
    return new DirectoryChange(type, id, removal, properties, members);
  }

  // --- what Zscaler has -----------------------------------------------------------------------

  /** An object of ours that is there, with the id of its source and {@code t-} before it. */
  public static Outcome linked(ObjectKey key, String displayName) {
    ObjectNode written = JsonNodeFactory.instance.objectNode();
    written.put("displayName", displayName).put("externalId", key.id());
    if (key.type() == ObjectType.USER) {
      written.put("userName", key.id() + "@example.com").put("active", true);
    }
    return new Outcome.Linked(
        new Link(key, "t-" + key.id(), Origin.CREATED, written, false, true, null),
        List.of(),
        null);
  }

  /** A cycle has read Entra: it plans and writes, by these routes one after the other. */
  public void cycle(String... routes) {
    getMockEndpoint("mock:https:scim.example.net/1/scim/v2").whenAnyExchangeReceived(this::answer);
    beans.cycles().begin(CycleKind.PROVISIONING);
    for (String route : routes) {
      template().sendBody("direct:" + route, "");
    }
  }

  private void answer(Exchange exchange) {
    ScimRequest request = exchange.getVariable("request", ScimRequest.class);
    String noted = noted(request);
    note(noted);
    String id = request.path().substring(request.path().lastIndexOf('/') + 1);
    Integer status = refused.get(noted);
    if (status != null) {
      answer(exchange, status, "{\"detail\":\"refused\"}");
    } else if (request.path().equals("/ServiceProviderConfig")) {
      answer(exchange, 200, "{\"bulk\":{\"supported\":true,\"maxOperations\":10}}");
    } else if (request.path().equals("/Bulk")) {
      answer(exchange, 200, bulkAnswer(Objects.requireNonNull(request.body())));
    } else if (request.method() == ScimRequest.Method.POST) {
      String name =
          String.valueOf(request.body()).replaceAll(".*\"externalId\":\"(\\w+)\".*", "$1");
      answer(exchange, 201, "{\"id\":\"t-" + name + "\"}");
    } else if (request.isWrite()) {
      answer(exchange, 204, "");
    } else if (request.query() != null) {
      answer(exchange, 200, found(request.query()));
    } else {
      answer(exchange, 200, "{\"id\":\"" + id + "\",\"userName\":\"" + id + "\"}");
    }
  }

  /** Each operation is carried out, unless it is refused as a request of its own. */
  private String bulkAnswer(ObjectNode request) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.putArray("schemas").add("urn:ietf:params:scim:api:messages:2.0:BulkResponse");
    for (JsonNode operation : request.path("Operations")) {
      JsonNode data = operation.path("data");
      Integer status =
          refused.get(
              operation.path("method").asText()
                  + " "
                  + operation.path("path").asText()
                  + " "
                  + words(data));
      ObjectNode result = answer.withArray("Operations").addObject();
      result.put("bulkId", operation.path("bulkId").asText());
      result.put("status", String.valueOf(status == null ? 201 : status));
      result.put("location", "https://x/Users/t-" + data.path("externalId").asText());
    }
    return answer.toString();
  }

  /** The answer to a question for objects with a value; there are none. */
  String found(String query) {
    return "{\"totalResults\":0,\"Resources\":[]}";
  }

  private static void answer(Exchange exchange, int status, String body) {
    Message answer = exchange.getMessage();
    answer.removeHeaders("*");
    answer.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    answer.setBody(body.getBytes(StandardCharsets.UTF_8));
  }

  /** A request in words, as {@link #taken} gives it. */
  public String noted(ScimRequest request) {
    JsonNode body = request.body();
    return request.method() + " " + request.path() + (body == null ? "" : " " + words(body));
  }

  /** The content of a request, in words. */
  public abstract String words(JsonNode body);
}
