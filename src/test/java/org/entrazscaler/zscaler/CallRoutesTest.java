package org.entrazscaler.zscaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Registry;
import org.entrazscaler.entra.EntraUnauthorizedException;
import org.entrazscaler.entra.EntraUnavailableException;
import org.entrazscaler.entra.GraphCall;
import org.entrazscaler.entra.ResyncRequiredException;
import org.entrazscaler.graph.GraphAnswerException;
import org.entrazscaler.graph.GraphLinks;
import org.entrazscaler.program.RouteBeans;
import org.entrazscaler.program.RouteTestSupport;
import org.entrazscaler.scim.ScimError;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.scim.ScimRequests;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.scim.schema.ScimAnswerException;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.settings.SettingsLoader;
import org.entrazscaler.store.State;
import org.entrazscaler.store.StateAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One request to Zscaler and one to Graph: what is sent, and the result of each answer. */
@TestInstance(Lifecycle.PER_CLASS)
class CallRoutesTest extends RouteTestSupport {

  private static final String ZSCALER = "mock:https:scim.example.net/1/scim/v2";
  private static final String GRAPH = "mock:https:graph.microsoft.com/v1.0";
  private static final String TOKEN = "0123-secret-4567";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ScimRequests requests = new ScimRequests(Product.ZIA);

  /** Without settings; the state is in memory. */
  private static final Path DIRECTORY = Path.of("target");

  private final List<String> refused = new ArrayList<>();
  private @Nullable State state;

  CallRoutesTest() {
    super("call-zscaler", "read-entra");
  }

  private static Settings settings() {
    return SettingsLoader.load(
        DIRECTORY,
        null,
        Map.of(
            "ZSCALER_TENANT_URL",
            "https://scim.example.net/1/scim/v2",
            "ZSCALER_SECRET_TOKEN",
            TOKEN,
            "ZSCALER_MAX_REQUESTS_PER_SECOND",
            "1000"));
  }

  @AfterEach
  void forget() {
    MockEndpoint.resetMocks(context());
  }

  @AfterAll
  void close() {
    Objects.requireNonNull(state).close();
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
    state = State.open(StateAddress.inMemory(), DIRECTORY, Clock.systemUTC());
    RouteBeans beans = unmapped(settings(), state);
    beans.all().forEach(registry::bind);
    registry.bind(
        "graphCall",
        new GraphCall(
            new GraphLinks(settings().entra().graphUrl()),
            () -> "token",
            refused::add,
            beans.cycles(),
            Clock.systemUTC()));
  }

  private void answers(String endpoint, int status, String type, byte @Nullable [] body) {
    MockEndpoint asked = getMockEndpoint(endpoint);
    asked.expectedMessageCount(1);
    asked.whenAnyExchangeReceived(
        exchange -> {
          Message answer = exchange.getMessage();
          answer.removeHeaders("*");
          answer.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
          answer.setHeader(Exchange.CONTENT_TYPE, type);
          answer.setBody(body);
        });
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Exchange toZscaler(String route, ScimRequest request) {
    return template().request("direct:" + route, asked -> asked.setVariable("request", request));
  }

  private Exchange askZscaler() {
    return toZscaler("send-get", requests.readUser("7"));
  }

  private Exchange askGraph(String link) {
    return template()
        .request("direct:get-from-entra-once", asked -> asked.setVariable("graphLink", link));
  }

  private static JsonNode json(Exchange exchange) throws Exception {
    assertNull(exchange.getException());
    return JSON.readTree(exchange.getMessage().getBody().toString());
  }

  private static ObjectNode user(String name) {
    return JsonNodeFactory.instance.objectNode().put("userName", name);
  }

  // --- what leaves --------------------------------------------------------------------------

  @Test
  void aWriteLeavesAsJsonInUtf8WithoutWhatTheExchangeHadBefore() throws Exception {
    answers(ZSCALER, 201, "application/scim+json", utf8("{\"id\":\"7\"}"));
    ObjectNode sent = user("Zoë 🙂");
    ScimRequest request = requests.createUser(sent);

    Exchange exchange =
        template()
            .request(
                "direct:send-post",
                asked -> {
                  asked.setVariable("request", request);
                  asked.getMessage().setHeader("X-Former", "answer");
                  asked.getMessage().setHeader(Exchange.HTTP_QUERY, "former=1");
                  asked.getMessage().setBody("former");
                });

    assertEquals("7", json(exchange).path("id").asText());
    Message left = getMockEndpoint(ZSCALER).getExchanges().get(0).getMessage();
    assertEquals("/Users", left.getHeader(Exchange.HTTP_PATH));
    assertEquals("application/scim+json", left.getHeader(Exchange.CONTENT_TYPE));
    assertNull(left.getHeader(Exchange.HTTP_QUERY));
    assertNull(left.getHeader("X-Former"));
    byte[] body = assertInstanceOf(byte[].class, left.getBody());
    assertArrayEquals(utf8(String.valueOf(request.body())), body);
    assertEquals("Zoë 🙂", JSON.readTree(body).path("userName").asText());
  }

  /** UTF-8 has no form for half of a character, which JSON can escape. */
  @Test
  void halfACharacterLeavesAsAQuestionMark() throws Exception {
    answers(ZSCALER, 201, "application/scim+json", utf8("{\"id\":\"7\"}"));

    json(toZscaler("send-post", requests.createUser(user("a\ud83d"))));

    Message left = getMockEndpoint(ZSCALER).getExchanges().get(0).getMessage();
    assertEquals("a?", JSON.readTree(left.getBody(byte[].class)).path("userName").asText());
  }

  @Test
  void aReadIsSentWithoutBody() throws Exception {
    answers(ZSCALER, 200, "application/scim+json", utf8("{\"totalResults\":0}"));

    json(toZscaler("send-get", requests.readSchemas(1)));

    Message left = getMockEndpoint(ZSCALER).getExchanges().get(0).getMessage();
    assertNull(left.getBody());
    assertNull(left.getHeader(Exchange.CONTENT_TYPE));
    assertEquals("application/scim+json", left.getHeader("Accept"));
  }

  // --- answers that are JSON ----------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(strings = {"application/scim+json", "text/plain;charset=ISO-8859-1", "nonsense"})
  void theTextOfAnAnswerIsUtf8WhateverItsTypeSays(String type) throws Exception {
    byte[] body = utf8("\uFEFF {\"id\":\"7\",\"name\":\"Zoë 🙂\"} ");
    answers(ZSCALER, 200, type, body);
    answers(GRAPH, 200, type, body);

    assertEquals("Zoë 🙂", json(askZscaler()).path("name").asText());
    assertEquals(
        "Zoë 🙂", json(askGraph("https://graph.microsoft.com/v1.0/users")).path("name").asText());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"a\":1,\"a\":2} | {\"a\":2}",
        "{\"a\":12345678901234567890123} | {\"a\":12345678901234567890123}",
        "{\"a\":null} | {\"a\":null}"
      })
  void jsonIsReadAsItIs(String body, String read) throws Exception {
    answers(ZSCALER, 200, "application/json", utf8(body));
    answers(GRAPH, 200, "application/json", utf8(body));

    assertEquals(read, json(askZscaler()).toString());
    assertEquals(read, json(askGraph("https://graph.microsoft.com/v1.0/users")).toString());
  }

  /** Of a letter in another charset nothing else is lost. */
  @Test
  void bytesThatAreNoUtf8BecomeReplacementCharacters() throws Exception {
    byte[] body = "{\"id\":\"7\",\"name\":\"Zoë\"}".getBytes(StandardCharsets.ISO_8859_1);
    answers(ZSCALER, 200, "application/json;charset=ISO-8859-1", body);

    assertEquals("Zo\uFFFD", json(askZscaler()).path("name").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \r\n", "\uFEFF"})
  void zscalerMayAnswerWithNothing(String body) {
    answers(ZSCALER, 204, "text/plain", utf8(body));

    Exchange exchange = toZscaler("send-delete", requests.delete(ResourceType.USER, "7"));

    assertNull(exchange.getException());
    String left = exchange.getMessage().getBody(String.class);
    assertTrue(left == null || left.isBlank(), left);
  }

  // --- answers that are none ----------------------------------------------------------------

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "<html><b>Sign in</b></html> | The answer is not JSON, or is truncated: Sign in",
        "{\"id\":\"7\",\"userName\":\"a | The answer is not JSON, or is truncated: {\"id\":\"7\"",
        "{\"id\":\"7\"} {} | The answer is not JSON, or is truncated: {\"id\":\"7\"} {}",
        "[{\"id\":\"7\"}] | The answer is not a JSON object: [{\"id\":\"7\"}]",
        "42 | The answer is not a JSON object: 42",
        "null | The answer is not a JSON object: null",
        "\"text\" | The answer is not a JSON object: \"text\"",
        "0123-secret-4567 | The answer is not JSON, or is truncated: ***",
      })
  void anAnswerThatIsNotAnObjectIsReportedWithItsBeginning(String body, String message) {
    answers(ZSCALER, 200, "application/json", utf8(body));

    Exchange exchange = askZscaler();

    ScimAnswerException thrown =
        assertInstanceOf(ScimAnswerException.class, exchange.getException());
    assertThat(String.valueOf(thrown.getMessage())).as(thrown.getMessage()).startsWith(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-32"})
  void otherFormsOfUnicodeAreNoJson(String charset) {
    byte[] body = "{\"id\":\"7\"}".getBytes(Charset.forName(charset));
    answers(ZSCALER, 200, "application/json;charset=" + charset, body);
    answers(GRAPH, 200, "application/json;charset=" + charset, body);

    assertInstanceOf(ScimAnswerException.class, askZscaler().getException());
    assertInstanceOf(
        EntraUnavailableException.class,
        askGraph("https://graph.microsoft.com/v1.0/users").getException());
  }

  @Test
  void jsonThatIsNestedTooDeepIsNone() {
    byte[] body = utf8("{\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "}");
    answers(ZSCALER, 200, "application/json", body);
    answers(GRAPH, 200, "application/json", body);

    assertInstanceOf(ScimAnswerException.class, askZscaler().getException());
    assertInstanceOf(
        EntraUnavailableException.class,
        askGraph("https://graph.microsoft.com/v1.0/users").getException());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "`` | Graph's answer should be JSON, but it is empty",
        "` ` | Graph's answer should be JSON, but it is empty",
        "<html><b>Sign in</b></html> | Graph's answer should be JSON, but is a web page; is a proxy"
            + " or a sign-in portal in between? It begins: Sign in",
        "{\"value\":[ | Graph's answer should be JSON, but is not, or it is cut short: Unexpected"
            + " end-of-input",
        "{\"value\":[]} x | Graph's answer should be JSON, but is not, or it is cut short:"
            + " Unrecognized token 'x'",
      })
  void whatIsNoJsonOfGraphCountsAsNoAnswer(String body, String message) {
    answers(GRAPH, 200, "application/json", utf8(body));

    Exchange exchange = askGraph("https://graph.microsoft.com/v1.0/users");

    EntraUnavailableException thrown =
        assertInstanceOf(EntraUnavailableException.class, exchange.getException());
    assertThat(String.valueOf(thrown.getMessage())).as(thrown.getMessage()).startsWith(message);
  }

  // --- answers without success --------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({
    "401, UNAUTHORIZED",
    "403, FORBIDDEN",
    "404, NOT_FOUND",
    "409, CONFLICT",
    "429, THROTTLED",
    "503, UNAVAILABLE",
    "302, INVALID"
  })
  void aStatusWithoutSuccessIsAFailureWhateverTheBodyIs(int status, ScimError.Kind kind) {
    answers(ZSCALER, status, "text/html", utf8("<p>Denied for " + TOKEN + "</p>"));

    Exchange exchange = toZscaler("send-patch", requests.readUser("7"));

    ZscalerException thrown = assertInstanceOf(ZscalerException.class, exchange.getException());
    assertEquals(kind, thrown.error().kind());
    assertEquals(status, thrown.error().status());
    assertEquals("Denied for ***", thrown.error().detail());
  }

  @Test
  void aTokenThatGraphRejectsIsNotUsedAgain() {
    answers(GRAPH, 401, "application/json", utf8("{}"));

    assertInstanceOf(
        EntraUnauthorizedException.class,
        askGraph("https://graph.microsoft.com/v1.0/users").getException());
    assertEquals(List.of("token"), refused);
  }

  @Test
  void aLinkThatLeadsElsewhereIsNotFollowed() {
    assertInstanceOf(
        GraphAnswerException.class, askGraph("https://example.org/v1.0/users").getException());
  }

  @Test
  void anErrorOfGraphIsReadFromItsCode() {
    answers(GRAPH, 410, "application/json", utf8("{\"error\":{\"code\":\"syncStateNotFound\"}}"));

    assertInstanceOf(
        ResyncRequiredException.class,
        askGraph("https://graph.microsoft.com/v1.0/users/delta").getException());
  }
}
