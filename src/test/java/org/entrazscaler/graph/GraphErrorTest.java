package org.entrazscaler.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.graph.GraphExamples.example;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.entrazscaler.graph.GraphError.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphErrorTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);

  @Test
  void theDocumentedThrottlingIsRead() {
    JsonNode answer = example("14-throttled-429");
    GraphError error =
        GraphError.of(
            answer.path("status").asInt(),
            new ObjectMapper()
                .convertValue(answer.path("headers"), new TypeReference<Map<String, String>>() {}),
            answer.path("body").toString(),
            GraphPermission.USERS,
            CLOCK);
    assertEquals(Kind.THROTTLED, error.kind());
    assertTrue(error.kind().isRepeatable());
    assertEquals("TooManyRequests", error.code());
    assertEquals(Duration.ofMillis(2128), error.retryAfter());
    assertEquals("94fb3b52-452a-4535-a601-69e0a90e3aa2", error.requestId());
    assertThat(error.message()).as(error::message).contains("94fb3b52-452a-4535-a601-69e0a90e3aa2");
    assertThat(error.message()).as(error::message).contains("Please retry again later.");
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "5 | PT5S",
        "0 | PT0S",
        "2.128 | PT2.128S",
        "' 7 ' | PT7S",
        "Tue, 24 Nov 2026 10:01:30 GMT | PT1M30S",
        "Tue, 24 Nov 2026 09:00:00 GMT | PT0S",
        "soon | ",
        "-3 | ",
        "1e9 | ",
        "99999999999 | ",
        "'' | ",
      },
      delimiter = '|')
  void theWaitIsReadInEachForm(String header, Duration expected) {
    for (String name : List.of("Retry-After", "retry-after", "RETRY-AFTER")) {
      assertEquals(
          expected,
          GraphError.of(429, Map.of(name, header), null, GraphPermission.USERS, CLOCK)
              .retryAfter());
      assertEquals(
          expected,
          GraphError.of(503, Map.of(name, List.of(header)), "", GraphPermission.USERS, CLOCK)
              .retryAfter());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "429, TooManyRequests, THROTTLED",
    "429, '', THROTTLED",
    "503, activityLimitReached, THROTTLED",
    "503, serviceNotAvailable, UNAVAILABLE",
    "500, '', UNAVAILABLE",
    "502, '', UNAVAILABLE",
    "504, UnknownError, UNAVAILABLE",
    "501, notSupported, BAD_REQUEST",
    "408, '', UNAVAILABLE",
    "410, '', RESYNC",
    "400, syncStateNotFound, RESYNC",
    "404, SyncStateNotFound, RESYNC",
    "403, resyncRequired, RESYNC",
    "401, InvalidAuthenticationToken, UNAUTHENTICATED",
    "401, '', UNAUTHENTICATED",
    "403, Authorization_RequestDenied, FORBIDDEN",
    "403, '', UNEXPECTED",
    "404, Request_ResourceNotFound, NOT_FOUND",
    "404, itemNotFound, NOT_FOUND",
    "404, UnknownError, UNEXPECTED",
    "404, '', UNEXPECTED",
    "400, BadRequest, BAD_REQUEST",
    "409, conflict, BAD_REQUEST",
    "400, '', UNEXPECTED",
    "302, '', UNEXPECTED",
    "204, '', UNEXPECTED",
  })
  void statusAndCodeDecide(int status, String code, Kind expected) {
    String body = code.isEmpty() ? "" : "{'error': {'code': '" + code + "', 'message': 'm'}}";
    assertEquals(expected, read(status, body).kind());
  }

  @ParameterizedTest
  @CsvSource({
    "400, syncStateNotFound, RESYNC",
    "400, Badrequest, RESYNC",
    "400, SyncStateInvalid, RESYNC",
    "400, resyncRequired, RESYNC",
    "400, InvalidDeltaToken, RESYNC",
    "400, Directory_ExpiredPageToken, RESYNC",
    "400, directoryExpiredPageToken, RESYNC",
    "400, '', RESYNC",
    "404, syncStateNotFound, RESYNC",
    "404, UnknownError, RESYNC",
    "404, '', RESYNC",
    "405, '', RESYNC",
    "409, conflict, RESYNC",
    "410, '', RESYNC",
    "414, '', RESYNC",
    "422, unprocessableEntity, RESYNC",
    "499, '', RESYNC",
    "401, InvalidAuthenticationToken, UNAUTHENTICATED",
    "403, Authorization_RequestDenied, FORBIDDEN",
    "403, '', UNEXPECTED",
    "404, Request_ResourceNotFound, NOT_FOUND",
    "407, '', UNEXPECTED",
    "408, '', UNAVAILABLE",
    "425, '', UNEXPECTED",
    "429, '', THROTTLED",
    "400, TooManyRequests, THROTTLED",
    "302, '', UNEXPECTED",
    "500, '', UNAVAILABLE",
    "501, notSupported, BAD_REQUEST",
  })
  void aLastingErrorForAStoredLinkNeedsAFullRound(int status, String code, Kind expected) {
    String body = code.isEmpty() ? "" : "{\"error\": {\"code\": \"" + code + "\"}}";
    GraphError error =
        GraphError.ofStoredLink(status, Map.of(), body, GraphPermission.USERS, CLOCK);
    assertEquals(expected, error.kind());
    assertThat(error.message()).as(error::message).contains("HTTP " + status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"innererror", "innerError"})
  void theMostSpecificCodeIsFoundInside(String inner) {
    GraphError error =
        read(
            400,
            "{'error': {'code': 'badRequest', 'message': 'm', '%s': {'code': 'x', '%s': {'code':"
                    .formatted(inner, inner)
                + " 'resyncRequired'}}}}");
    assertEquals(Kind.RESYNC, error.kind());
    assertEquals("resyncRequired", error.code());
  }

  @Test
  void aResyncNamesTheLinkToBeginWith() {
    GraphError error =
        GraphError.of(
            410,
            Map.of("location", "https://graph.microsoft.com/v1.0/users/delta?$deltatoken="),
            null,
            GraphPermission.USERS,
            CLOCK);
    assertEquals("https://graph.microsoft.com/v1.0/users/delta?$deltatoken=", error.location());
    assertNull(read(410, "").location());
  }

  @ParameterizedTest
  @EnumSource
  void aMissingPermissionIsNamed(GraphPermission need) {
    GraphError error =
        GraphError.of(
            403,
            Map.of("request-id", "r-1"),
            "{\"error\": {\"code\": \"Authorization_RequestDenied\", \"message\": \"m\"}}",
            need,
            CLOCK);
    assertThat(error.message()).as(error::message).contains(need.leastPrivileged());
    assertThat(error.message()).as(error::message).contains("admin consent");
    assertEquals("r-1", error.requestId());
  }

  @Test
  void aWebPageIsCutToItsWords() {
    GraphError error =
        read(403, "<!DOCTYPE html><h1>Access denied</h1>\n by policy " + "<p>x</p>".repeat(2000));
    assertEquals(Kind.UNEXPECTED, error.kind());
    assertThat(error.message()).as(error::message).contains("entra.graph-url");
    assertThat(error.message()).as(error::message).contains("Access denied by policy");
    assertThat(error.message()).as(error::message).doesNotContain("<");
    assertThat(error.message().length()).as(error::message).isLessThan(500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "7",
        "{'error': 'text'}",
        "{'error': []}",
        "{'error': {'code': 7, 'innerError': []}}",
        "{'error': {'code': 'x'",
        "\u0000",
      })
  void anythingCanBeRead(String body) {
    for (int status : new int[] {400, 401, 404, 429, 503}) {
      assertFalse(read(status, body).message().isBlank());
    }
  }

  @Test
  void nestingWithoutEndIsCutOff() {
    String body = "{'error': " + "{'code': 'a', 'innerError': ".repeat(400) + "1" + "}".repeat(401);
    assertEquals(Kind.BAD_REQUEST, read(400, body).kind());
  }

  @Test
  void headersWithoutValueAreLikeNone() {
    Map<String, Object> headers = new HashMap<>();
    headers.put("Retry-After", null);
    headers.put("request-id", List.of());
    GraphError error = GraphError.of(429, headers, null, GraphPermission.USERS, CLOCK);
    assertNull(error.retryAfter());
    assertNull(error.requestId());
  }

  private static GraphError read(int status, String body) {
    return GraphError.of(status, Map.of(), body.replace('\'', '"'), GraphPermission.USERS, CLOCK);
  }
}
