package org.entrazscaler.simulation.tenant;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The app registration and the issued tokens. At first: the permissions {@code User.Read.All},
 * {@code GroupMember.Read.All} and {@code Application.Read.All}, one client secret, tokens that are
 * valid for an hour, no managed identity. Safe for use by several threads.
 */
public final class SignIn {

  private final Clock clock;
  private final String tenantId;
  private final String tenantDomain;
  private final String clientId;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Instant> tokens = new ConcurrentHashMap<>();

  private volatile String clientSecret;
  private volatile boolean secretExpired;
  private volatile Duration tokenLifetime = Duration.ofSeconds(3599);
  private volatile Set<String> permissions =
      Set.of("User.Read.All", "GroupMember.Read.All", "Application.Read.All");
  private volatile boolean managedIdentity;
  private volatile String managedIdentityClientId = UUID.randomUUID().toString();
  private volatile @Nullable X509Certificate certificate;
  private volatile @Nullable String federatedIssuer;
  private volatile @Nullable String federatedSubject;

  SignIn(Clock clock, String tenantId, String tenantDomain, String clientId, String clientSecret) {
    this.clock = clock;
    this.tenantId = tenantId;
    this.tenantDomain = tenantDomain;
    this.clientId = clientId;
    this.clientSecret = clientSecret;
  }

  /** The client secret that is accepted. */
  public String clientSecret() {
    return clientSecret;
  }

  /** Replaces the client secret; the previous one is no longer accepted. */
  public void rotateSecret(String secret) {
    clientSecret = secret;
    secretExpired = false;
  }

  /** Lets the client secret expire. Tokens stay valid. */
  public void expireSecret() {
    secretExpired = true;
  }

  /** Sets how long tokens that are issued from now on are valid. */
  public void tokenLifetime(Duration lifetime) {
    tokenLifetime = lifetime;
  }

  /** Makes every token issued so far invalid. */
  public void revokeTokens() {
    tokens.clear();
  }

  /** Sets the granted application permissions; this also applies to tokens issued before. */
  public void permissions(String... granted) {
    permissions = Set.of(granted);
  }

  /**
   * Registers the only certificate whose assertions are accepted; until then only their form is
   * checked.
   */
  public void acceptCertificate(X509Certificate registered) {
    certificate = registered;
  }

  /**
   * Registers the only federated credential that is accepted; until then only the form of its
   * tokens is checked.
   */
  public void acceptFederatedCredential(String issuer, String subject) {
    federatedIssuer = issuer;
    federatedSubject = subject;
  }

  /** Switches the managed identity endpoint on or off. */
  public void managedIdentity(boolean available) {
    managedIdentity = available;
  }

  /** The client id of the user-assigned managed identity. */
  public String managedIdentityClientId() {
    return managedIdentityClientId;
  }

  /** Issues a token without a credential. */
  public String issueToken() {
    return issue(clientId);
  }

  Duration tokenLifetime() {
    return tokenLifetime;
  }

  boolean secretExpired() {
    return secretExpired;
  }

  boolean managedIdentityAvailable() {
    return managedIdentity;
  }

  @Nullable X509Certificate certificate() {
    return certificate;
  }

  @Nullable String federatedIssuer() {
    return federatedIssuer;
  }

  @Nullable String federatedSubject() {
    return federatedSubject;
  }

  String tenantId() {
    return tenantId;
  }

  String tenantDomain() {
    return tenantDomain;
  }

  String clientId() {
    return clientId;
  }

  /** Whether at least one of the permissions is granted. */
  boolean granted(List<String> anyOf) {
    return anyOf.stream().anyMatch(permissions::contains);
  }

  /** Issues an access token in the form of a JWT. */
  String issue(String applicationId) {
    Instant now = clock.instant();
    var claims = Json.object();
    claims.put("aud", "https://graph.microsoft.com");
    claims.put("iss", "https://sts.windows.net/" + tenantId + "/");
    claims.put("iat", now.getEpochSecond()).put("nbf", now.getEpochSecond());
    claims.put("exp", now.plus(tokenLifetime).getEpochSecond());
    claims.put("appid", applicationId).put("tid", tenantId);
    claims.set("roles", Json.of(new TreeSet<>(permissions)));
    claims.put("uti", UUID.randomUUID().toString());
    byte[] signature = new byte[64];
    random.nextBytes(signature);
    String token =
        base64("{\"typ\":\"JWT\",\"alg\":\"RS256\"}".getBytes(StandardCharsets.US_ASCII))
            + "."
            + base64(Json.bytes(claims))
            + "."
            + base64(signature);
    tokens.put(token, now.plus(tokenLifetime));
    return token;
  }

  /**
   * Checks the bearer token of a request to Graph.
   *
   * @throws GraphException with 401 if there is no valid token
   */
  void check(@Nullable String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw unauthenticated("Access token is empty.");
    }
    Instant expires = tokens.get(authorization.substring(7).trim());
    if (expires == null) {
      throw unauthenticated("Access token validation failure. Invalid audience.");
    }
    if (!clock.instant().isBefore(expires)) {
      throw unauthenticated("Lifetime validation failed, the token is expired.");
    }
  }

  private GraphException unauthenticated(String message) {
    return new GraphException(
        401,
        "InvalidAuthenticationToken",
        message,
        Map.of(
            "WWW-Authenticate",
            "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\","
                + " client_id=\"00000003-0000-0000-c000-000000000000\""));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
