package org.entrazscaler.simulation.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Checks a {@code client_assertion}: a JWT signed with the certificate of the app registration
 * ("Microsoft identity platform application authentication certificate credentials"), or the token
 * of a federated identity provider ("Workload identity federation"). The issuer tells which one it
 * is.
 */
final class ClientAssertion {

  private static final long LONGEST_SECONDS = 600;
  private static final long CLOCK_SKEW_SECONDS = 300;
  private static final String FEDERATION_AUDIENCE = "api://AzureADTokenExchange";

  private ClientAssertion() {}

  /**
   * @param assertion the JWT
   * @param tokenEndpoint the path of the token endpoint, with which its audience must end
   * @return the refusal; null if it is accepted
   */
  static @Nullable SignInRefusal check(
      String assertion, String tokenEndpoint, SignIn signIn, Instant now) {
    String[] parts = assertion.split("\\.", -1);
    if (parts.length != 3) {
      return malformed("it does not have three parts");
    }
    JsonNode header = json(parts[0]);
    JsonNode claims = json(parts[1]);
    if (!header.isObject() || !claims.isObject() || parts[2].isEmpty()) {
      return malformed("header, claims or signature cannot be read");
    }
    String issuer = claims.path("iss").asText();
    long expires = claims.path("exp").asLong();
    if (now.getEpochSecond() > expires + CLOCK_SKEW_SECONDS
        || claims.path("nbf").asLong() > now.getEpochSecond() + CLOCK_SKEW_SECONDS) {
      return new SignInRefusal(
          401,
          "invalid_client",
          700024,
          "Client assertion is not within its valid time range. Current time: " + now + ".");
    }
    return issuer.equals(signIn.clientId())
        ? ofCertificate(parts, header, claims, tokenEndpoint, signIn)
        : federated(claims, issuer, signIn);
  }

  private static @Nullable SignInRefusal ofCertificate(
      String[] parts, JsonNode header, JsonNode claims, String tokenEndpoint, SignIn signIn) {
    String algorithm = header.path("alg").asText();
    if (!algorithm.equals("PS256") && !algorithm.equals("RS256")) {
      return malformed("alg is neither PS256 nor RS256");
    }
    if (!header.hasNonNull("x5t") && !header.hasNonNull("x5t#S256")) {
      return malformed("no thumbprint of the certificate (x5t#S256)");
    }
    if (!claims.path("sub").asText().equals(signIn.clientId())) {
      return malformed("sub is not the client id");
    }
    if (!claims.path("aud").asText().endsWith(tokenEndpoint)) {
      return new SignInRefusal(
          401, "invalid_client", 700023, "Client assertion audience claim does not match.");
    }
    if (claims.path("jti").asText().isEmpty()) {
      return malformed("no jti");
    }
    if (claims.path("exp").asLong() - claims.path("nbf").asLong() > LONGEST_SECONDS) {
      return malformed("it is valid for more than ten minutes");
    }
    X509Certificate certificate = signIn.certificate();
    return certificate == null || signedBy(certificate, algorithm, header, parts)
        ? null
        : new SignInRefusal(
            401,
            "invalid_client",
            700027,
            "The certificate with identifier used to sign the client assertion is not registered on"
                + " application.");
  }

  private static @Nullable SignInRefusal federated(JsonNode claims, String issuer, SignIn signIn) {
    if (issuer.isEmpty() || claims.path("sub").asText().isEmpty()) {
      return malformed("no iss or no sub");
    }
    if (issuer.startsWith("https://login.microsoftonline.com/")) {
      return new SignInRefusal(
          400,
          "invalid_request",
          700222,
          "Microsoft Entra ID-issued tokens may not be used for federated identity credential flows.");
    }
    JsonNode audience = claims.path("aud");
    String first = audience.isArray() ? audience.path(0).asText() : audience.asText();
    if (!first.equals(FEDERATION_AUDIENCE)) {
      return new SignInRefusal(
          401,
          "invalid_client",
          700212,
          "No matching federated identity record found for presented assertion audience '"
              + first
              + "'.");
    }
    String expectedIssuer = signIn.federatedIssuer();
    String expectedSubject = signIn.federatedSubject();
    if ((expectedIssuer != null && !expectedIssuer.equals(issuer))
        || (expectedSubject != null && !expectedSubject.equals(claims.path("sub").asText()))) {
      return new SignInRefusal(
          401,
          "invalid_client",
          700213,
          "No matching federated identity record found for presented assertion subject '"
              + claims.path("sub").asText()
              + "'.");
    }
    return null;
  }

  private static boolean signedBy(
      X509Certificate certificate, String algorithm, JsonNode header, String[] parts) {
    try {
      boolean modern = header.hasNonNull("x5t#S256");
      byte[] thumbprint =
          MessageDigest.getInstance(modern ? "SHA-256" : "SHA-1").digest(certificate.getEncoded());
      // msal4j 1.24 writes it in the standard base64 alphabet, not that for URLs, and Entra accepts
      // it
      String named =
          header.path(modern ? "x5t#S256" : "x5t").asText().replace('+', '-').replace('/', '_');
      if (!named
          .replace("=", "")
          .equals(Base64.getUrlEncoder().withoutPadding().encodeToString(thumbprint))) {
        return false;
      }
      boolean padded = algorithm.equals("PS256");
      Signature signature = Signature.getInstance(padded ? "RSASSA-PSS" : "SHA256withRSA");
      if (padded) {
        signature.setParameter(
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
      }
      signature.initVerify(certificate.getPublicKey());
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static SignInRefusal malformed(String reason) {
    return new SignInRefusal(
        400, "invalid_request", 50027, "JWT token is invalid or malformed: " + reason + ".");
  }

  private static JsonNode json(String part) {
    try {
      return Json.read(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Json.read("");
    }
  }
}
