package org.entrazscaler.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.entrazscaler.scim.ScimError.Kind;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.scim.schema.ScimPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScimErrorsTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-02T10:00:00Z"), ZoneOffset.UTC);
  private static final Map<String, String> NO_HEADERS = Map.of();

  private final ScimRequests requests = new ScimRequests(Product.ZIA);
  private final ScimErrors errors = new ScimErrors(Product.ZIA, CLOCK);
  private final ScimRequest create =
      requests.createUser(
          Json.object(
              "{\"userName\":\"ada@example.com\",\"displayName\":\"Ada\",\"title\":\"Head of"
                  + " X\"}"));
  private final ScimRequest change =
      requests.changeUser(
          "u-17",
          List.of(new AttributeChange(ScimPath.parse("title"), null, TextNode.valueOf("CTO"))),
          List.of());
  private final ScimRequest query =
      requests.find(ResourceType.USER, ScimPath.parse("userName"), TextNode.valueOf("a"));

  @ParameterizedTest
  @CsvSource({
    "7, 7000",
    "2.128, 2128",
    "13s, 13000",
    "0 seconds, 200",
    "0, 200",
    "0.05, 200",
    "1 second, 1000",
    "1 minute, 60000",
    "1500 ms, 1500",
    "'Mon, 02 Mar 2026 10:00:30 GMT', 30000",
    "'Mon, 02 Mar 2026 09:00:00 GMT', 200",
    "999999999, 3600000"
  })
  void everyFormOfAPauseIsRead(String text, long milliseconds) {
    ScimError ofHeader = errors.of(create, 429, Map.of("retry-AFTER", text), null);
    assertEquals(Duration.ofMillis(milliseconds), ofHeader.pause());
    assertEquals(Kind.THROTTLED, ofHeader.kind());
    assertEquals("TooManyRequests", ofHeader.code());
    assertTrue(ofHeader.isTransient());
    String body = "{\"message\":\"Rate Limit (1/SECOND) exceeded\",\"Retry-After\":\"%s\"}";
    ScimError ofBody = errors.of(create, 429, NO_HEADERS, body.formatted(text));
    assertEquals(Duration.ofMillis(milliseconds), ofBody.pause());
  }

  /** Zscaler, OneAPI, Understanding Rate Limiting: the seconds until the limit is reset. */
  @Test
  void resetOfTheLimitIsAPauseIfThereIsNoOther() {
    Map<String, String> reset = Map.of("x-ratelimit-reset", "17", "x-ratelimit-remaining", "0");
    assertEquals(Duration.ofSeconds(17), errors.of(create, 429, reset, null).pause());
    assertEquals(
        Duration.ofSeconds(3),
        errors
            .of(create, 429, Map.of("X-Ratelimit-Reset", "17", "Retry-After", "3"), null)
            .pause());
    assertEquals(
        Duration.ofHours(1),
        errors.of(create, 429, Map.of("X-Ratelimit-Reset", "99999999"), null).pause());
    assertNull(errors.of(create, 429, Map.of("X-Ratelimit-Reset", "soon"), null).pause());
    assertNull(errors.of(create, 500, reset, null).pause());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"code\":\"LIMIT_EXCEEDED\",\"message\":\"Users\"}",
        "{\"detail\":\"LIMIT_EXCEEDED\",\"status\":\"403\"}",
        "LIMIT_EXCEEDED"
      })
  void aLimitOfTheOrganizationIsFinal(String body) {
    ScimError error = errors.of(create, 403, Map.of("X-Ratelimit-Reset", "17"), body);
    assertEquals(Kind.INVALID, error.kind());
    assertEquals("LimitExceeded", error.code());
    assertFalse(error.isTransient());
    assertNull(error.pause());
    assertEquals(Kind.FORBIDDEN, errors.of(create, 403, NO_HEADERS, "{}").kind());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "1e9", "12345678901234567890", "5 fortnights", "-5"})
  void invalidPauseIsIgnored(String text) {
    assertNull(errors.of(create, 429, Map.of("Retry-After", text), null).pause());
  }

  @Test
  void pauseMayBeANumberInTheBodyOrWith503() {
    assertEquals(
        Duration.ofSeconds(3), errors.of(create, 429, NO_HEADERS, "{\"Retry-After\":3}").pause());
    ScimError unavailable = errors.of(create, 503, Map.of("Retry-After", "4"), null);
    assertEquals(Duration.ofSeconds(4), unavailable.pause());
    assertEquals(Kind.UNAVAILABLE, unavailable.kind());
    assertNull(errors.of(create, 429, NO_HEADERS, null).pause());
  }

  @ParameterizedTest
  @CsvSource({
    "302, INVALID, WebExceptionProtocolError",
    "400, INVALID, UnprocessableEntity",
    "401, UNAUTHORIZED, Unauthorized",
    "403, FORBIDDEN, InsufficientRights",
    "404, NOT_FOUND, InvalidAnchor",
    "405, INVALID, MethodNotAllowed",
    "408, UNAVAILABLE, Timeout",
    "409, CONFLICT, EntryConflict",
    "413, TOO_LARGE, UnprocessableEntity",
    "422, INVALID, UnprocessableEntity",
    "429, THROTTLED, TooManyRequests",
    "500, UNAVAILABLE, InternalServerError",
    "501, NOT_IMPLEMENTED, NotImplemented",
    "502, UNAVAILABLE, InternalServerError",
    "503, UNAVAILABLE, InternalServerError",
    "504, UNAVAILABLE, Timeout"
  })
  void eachStatusHasAKindAndACode(int status, Kind kind, String code) {
    ScimError error = errors.of(change, status, NO_HEADERS, null);
    assertEquals(kind, error.kind());
    assertEquals(code, error.code());
    assertEquals(kind == Kind.UNAVAILABLE, error.mayHaveBeenApplied());
    assertNull(error.detail());
    assertFalse(error.message().isBlank());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The domain example.com is not registered||InvalidDomain|INVALID",
        "userName is required|invalidValue|MandatoryFieldsMissing|INVALID",
        "Invalid externalNamespace urn:x for property: department||SchemaAttributeNotFound|INVALID",
        "no such place|noTarget|SchemaAttributeNotFound|INVALID",
        "License limit reached||LicenseLimitExceeded|INVALID",
        "already in use|uniqueness|EntryConflict|CONFLICT",
        "bad value|invalidValue|UnprocessableEntity|INVALID"
      })
  void kindOf400DependsOnItsMessage(String detail, String scimType, String code, Kind kind) {
    String type = scimType == null ? "" : ",\"scimType\":\"" + scimType + "\"";
    ScimError error =
        errors.of(create, 400, NO_HEADERS, "{\"detail\":\"" + detail + "\"" + type + "}");
    assertEquals(code, error.code());
    assertEquals(kind, error.kind());
    assertEquals(detail, error.detail());
  }

  @Test
  void exampleOfTheRfcIsRead() {
    ScimError error =
        errors.of(
            change,
            404,
            NO_HEADERS,
            """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],
             "detail":"Resource 2819c223-7f76-453a-919d-413861904646 not found","status":"404"}\
            """);
    assertEquals("Resource 2819c223-7f76-453a-919d-413861904646 not found", error.detail());
    assertThat(error.message()).contains(error.detail());
    assertEquals(404, error.status());
  }

  @Test
  void conflictOfADeletionMeansAnAdministrator() {
    ScimRequest delete = requests.delete(ResourceType.USER, "u1");
    ScimError error =
        errors.of(delete, 409, NO_HEADERS, "{\"detail\":\"Admin user cannot be deleted\"}");
    assertEquals(Kind.CONFLICT_ADMIN, error.kind());
    assertThat(error.reason()).contains("administrator");
    assertNotEquals(
        Kind.CONFLICT_ADMIN,
        errors.of(requests.delete(ResourceType.GROUP, "g1"), 409, NO_HEADERS, null).kind());
  }

  @Test
  void notFoundForAQueryMeansAWrongAddress() {
    assertEquals(
        "SystemForCrossDomainIdentityManagementServiceIncompatible",
        errors.of(query, 404, NO_HEADERS, null).code());
    assertThat(errors.of(create, 404, NO_HEADERS, null).advice()).contains("zscaler.tenant-url");
  }

  @Test
  void blockedAccessIsDistinguishedFromARefusedToken() {
    ScimError error =
        errors.of(create, 401, NO_HEADERS, "{\"message\":\"Resource Access Blocked\"}");
    assertEquals(Kind.UNAUTHORIZED, error.kind());
    assertThat(error.reason()).contains("too many requests");
    assertThat(errors.of(create, 401, NO_HEADERS, null).advice()).contains("zscaler.secret-token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"message\":\"inner words\"}}",
        "{\"errors\":[{\"description\":1,\"detail\":\"inner words\"}]}",
        "{\"Errors\":[\"inner words\"]}",
        "{\"reason\":\"inner words\"}",
        "<!DOCTYPE html><html><style>p{}</style><p>inner\n <b>words</b></p></html>",
        "inner words"
      })
  void messageIsFoundInAnyBody(String body) {
    assertEquals("inner words", errors.of(create, 400, NO_HEADERS, body).detail());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"detail\":null}", "{\"detail\":\" \"}", "   "})
  void bodyWithoutAMessageIsAccepted(String body) {
    ScimError error = errors.of(create, 500, NO_HEADERS, body);
    assertEquals("InternalServerError", error.code());
  }

  @Test
  void longPageIsShortened() {
    ScimError error = errors.of(create, 502, NO_HEADERS, "<p>" + "word ".repeat(50_000));
    assertThat(error.detail().length()).as(error.detail()).isLessThanOrEqualTo(300);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"detail\":\"Authorization: Bearer abc.def-123== is bad\"}",
        "{\"detail\":\"token=abc.def-123== expired\"}",
        "<p>bearer abc.def-123==</p>",
        "{\"oops\":1,\"message\":\"bad token: abc.def-123==\"}"
      })
  void credentialIsRedacted(String body) {
    ScimError error = errors.of(create, 401, NO_HEADERS, body);
    assertThat(error.message()).doesNotContain("abc.def-123");
    assertThat(error.cause()).doesNotContain("abc.def-123");
  }

  @Test
  void wordTokenIsNotRedacted() {
    String detail = "The bearer token has expired";
    assertEquals(detail, errors.of(create, 401, NO_HEADERS, detail).detail());
  }

  @Test
  void failuresWithTheSameCauseHaveTheSameText() {
    ScimError ofAda =
        errors.of(
            create, 400, NO_HEADERS, "{\"detail\":\"User ada@example.com (Ada): bad title 'X1'\"}");
    ScimRequest other =
        requests.createUser(
            Json.object("{\"userName\":\"bob.o'hara@other.org\",\"displayName\":\"Bob O'Hara\"}"));
    ScimError ofBob =
        errors.of(
            other,
            400,
            NO_HEADERS,
            "{\"detail\":\"User bob.o'hara@other.org (Bob O'Hara): bad title 'Boss of 7'\"}");
    assertEquals(ofAda.cause(), ofBob.cause());
    assertEquals("UnprocessableEntity: User \u2026 (\u2026): bad title \u2026", ofAda.cause());
    assertNotEquals(
        ofAda.cause(),
        errors.of(create, 400, NO_HEADERS, "{\"detail\":\"something else\"}").cause());
  }

  @Test
  void causeContainsNoIds() {
    String first = "{\"detail\":\"No user with the id 2819c223-7f76-453a-919d-413861904646\"}";
    String second = "{\"detail\":\"No user with the id u-17\"}";
    assertEquals(
        errors.of(change, 404, NO_HEADERS, first).cause(),
        errors.of(change, 404, NO_HEADERS, second).cause());
  }

  @Test
  void requestWithoutAnAnswerIsTransient() {
    ScimError late = errors.unanswered(create, new SocketTimeoutException("Read timed out"));
    assertEquals("Timeout", late.code());
    assertEquals(Kind.UNAVAILABLE, late.kind());
    assertTrue(late.mayHaveBeenApplied());
    assertEquals(0, late.status());
    ScimError refused = errors.unanswered(create, new ConnectException("Connection refused"));
    assertEquals("WebExceptionProtocolError", refused.code());
    assertEquals("Connection refused", refused.detail());
    assertNull(errors.unanswered(create, new IOException()).detail());
  }
}
