package org.entrazscaler.simulation.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the sign-in endpoint and the managed identity endpoint issue and refuse. */
class SignInTest {

  /** A clock that a test sets. */
  private static final class MovableClock extends Clock {
    private volatile Instant now = Instant.parse("2026-03-01T08:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private final MovableClock clock = new MovableClock();
  private final SimulatedTenant tenant = SimulatedTenant.start(0, clock);
  private final GraphReader reader = GraphReader.signedIn(tenant);

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void theCorrectSecretGivesATokenForAnHour() {
    HttpResponse<String> answer = reader.token(Map.of());
    JsonNode body = Json.read(answer.body());

    assertEquals(200, answer.statusCode());
    assertEquals(
        List.of("token_type", "expires_in", "ext_expires_in", "access_token"),
        body.properties().stream().map(Map.Entry::getKey).toList());
    assertEquals("Bearer", body.path("token_type").asText());
    assertEquals(3599, body.path("expires_in").asInt());
    assertEquals(200, reader.get("/users").statusCode());
    clock.now = clock.now.plusSeconds(3600);
    HttpResponse<String> late = reader.get("/users");
    assertEquals(401, late.statusCode());
    assertThat(late.body()).contains("Lifetime validation failed, the token is expired.");
  }

  @Test
  void wrongCredentialsAreRefusedWithTheirCodes() {
    assertRefused(401, "invalid_client", 7000215, Map.of("client_secret", "wrong"));
    assertRefused(401, "invalid_client", 7000216, Map.of("client_secret", ""));
    assertRefused(
        400,
        "unauthorized_client",
        700016,
        Map.of("client_id", "00000000-0000-0000-0000-000000000001"));
    assertRefused(
        400, "invalid_tenant", 90002, Map.of("tenant", "00000000-0000-0000-0000-000000000001"));
    assertRefused(
        400, "invalid_scope", 1002012, Map.of("scope", "https://graph.microsoft.com/User.Read"));
    assertRefused(400, "invalid_resource", 500011, Map.of("scope", "https://example.org/.default"));
    assertRefused(400, "invalid_request", 900144, Map.of("grant_type", ""));
    assertRefused(400, "unsupported_grant_type", 70003, Map.of("grant_type", "password"));
    tenant.signIn().expireSecret();
    assertRefused(401, "invalid_client", 7000222, Map.of());
    tenant.signIn().rotateSecret("next");
    assertEquals(200, reader.token(Map.of()).statusCode());
  }

  @Test
  void theFormOfAnAssertionIsChecked() {
    String audience = tenant.authority() + "/" + tenant.tenantId() + "/oauth2/v2.0/token";
    long now = clock.now.getEpochSecond();
    ObjectNode header = Json.object().put("alg", "PS256").put("typ", "JWT").put("x5t#S256", "x");
    ObjectNode claims =
        Json.object()
            .put("aud", audience)
            .put("iss", tenant.clientId())
            .put("sub", tenant.clientId())
            .put("jti", "1")
            .put("nbf", now)
            .put("iat", now)
            .put("exp", now + 300);

    assertEquals(200, reader.token(assertion(header, claims)).statusCode());
    assertRefused(
        401, "invalid_client", 700023, assertion(header, claims.deepCopy().put("aud", "x")));
    assertRefused(
        401, "invalid_client", 700024, assertion(header, claims.deepCopy().put("exp", now - 400)));
    assertRefused(
        400, "invalid_request", 50027, assertion(header, claims.deepCopy().put("sub", "x")));
    assertRefused(
        400, "invalid_request", 50027, assertion(header, claims.deepCopy().put("exp", now + 3600)));
    assertRefused(
        400, "invalid_request", 50027, assertion(Json.object().put("alg", "PS256"), claims));
    assertRefused(400, "invalid_request", 50027, assertion("no.jwt"));
  }

  @Test
  void aFederatedTokenNeedsItsAudienceAndSubject() {
    long now = clock.now.getEpochSecond();
    ObjectNode header = Json.object().put("alg", "RS256").put("typ", "JWT").put("kid", "1");
    ObjectNode claims =
        Json.object()
            .put("iss", "https://cluster.example.org")
            .put("sub", "system:serviceaccount:a:b");
    claims.put("nbf", now).put("exp", now + 3600).putArray("aud").add("api://AzureADTokenExchange");

    assertEquals(200, reader.token(assertion(header, claims)).statusCode());
    assertRefused(
        401, "invalid_client", 700212, assertion(header, claims.deepCopy().put("aud", "x")));
    tenant.signIn().acceptFederatedCredential("https://cluster.example.org", "somebody else");
    assertRefused(401, "invalid_client", 700213, assertion(header, claims));
  }

  @Test
  void aManagedIdentityNeedsItsHeader() {
    String address =
        tenant.authority()
            + "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://graph.microsoft.com";
    HttpRequest.Builder plain = HttpRequest.newBuilder(URI.create(address));
    HttpRequest.Builder marked =
        HttpRequest.newBuilder(URI.create(address)).header("Metadata", "true");

    assertEquals(400, reader.send(marked).statusCode());
    tenant.signIn().managedIdentity(true);
    tenant.signIn().tokenLifetime(Duration.ofSeconds(86_399));

    assertEquals(400, reader.send(plain).statusCode());
    HttpResponse<String> answer = reader.send(marked);
    assertEquals(200, answer.statusCode());
    assertTrue(Json.read(answer.body()).path("expires_in").isTextual());
    assertEquals("86399", Json.read(answer.body()).path("expires_in").asText());
  }

  @Test
  void theOpenIdConfigurationNamesTheTokenEndpoint() {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create(
                tenant.authority()
                    + "/"
                    + tenant.tenantId()
                    + "/v2.0/.well-known/openid-configuration"));

    JsonNode body = Json.read(reader.send(request).body());

    assertEquals(
        tenant.authority() + "/" + tenant.tenantId() + "/oauth2/v2.0/token",
        body.path("token_endpoint").asText());
  }

  private void assertRefused(int status, String error, int code, Map<String, String> form) {
    HttpResponse<String> answer = reader.token(form);
    JsonNode body = Json.read(answer.body());
    assertEquals(status, answer.statusCode(), answer.body());
    assertEquals(error, body.path("error").asText());
    assertThat(body.path("error_description").asText()).startsWith("AADSTS" + code + ": ");
    assertEquals(code, body.path("error_codes").path(0).asInt());
    assertEquals(
        List.of(
            "error",
            "error_description",
            "error_codes",
            "timestamp",
            "trace_id",
            "correlation_id",
            "error_uri"),
        body.properties().stream().map(Map.Entry::getKey).toList());
  }

  private static Map<String, String> assertion(JsonNode header, JsonNode claims) {
    return assertion(part(header) + "." + part(claims) + ".c2lnbmF0dXJl");
  }

  private static Map<String, String> assertion(String jwt) {
    return Map.of(
        "client_secret", "",
        "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion", jwt);
  }

  private static String part(JsonNode json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
  }
}
