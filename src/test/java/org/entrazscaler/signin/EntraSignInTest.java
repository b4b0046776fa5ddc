package org.entrazscaler.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.aad.msal4j.ManagedIdentityEnvironment;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.entrazscaler.signin.SignInEndpoint.Answer;
import org.entrazscaler.signin.SignInEndpoint.Asked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntraSignInTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TENANT = "11111111-2222-3333-4444-555555555555";
  private static final String CLIENT = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
  private static final String SECRET = "the+secret/word~8Q&x";
  private static final URI GRAPH = URI.create("https://graph.microsoft.us/v1.0");

  @TempDir static Path directory;
  private static TestCertificate certificate;

  private final SignInEndpoint endpoint = new SignInEndpoint();
  private final SettableClock clock = new SettableClock(Instant.now());

  @BeforeAll
  static void createCertificate() throws Exception {
    certificate = TestCertificate.create(directory, "app", "RSA");
  }

  @AfterEach
  void close() {
    endpoint.close();
    ManagedIdentityEnvironment.reset();
  }

  @Test
  void aClientSecretIsExchangedForATokenOfTheCloudsGraph() {
    endpoint.answers(Answer.token("token-1", 3599));
    assertEquals("token-1", signIn(secret()).token());
    Asked asked = endpoint.last();
    assertEquals("POST", asked.method());
    assertEquals("/" + TENANT + "/oauth2/v2.0/token", asked.uri().toString());
    assertEquals("client_credentials", asked.form().get("grant_type"));
    assertEquals(CLIENT, asked.form().get("client_id"));
    assertEquals(SECRET, asked.form().get("client_secret"));
    assertThat(List.of(asked.form().get("scope").split(" ")))
        .as(asked::body)
        .contains("https://graph.microsoft.us/.default");
    assertEquals("application/json", asked.headers().getFirst("Accept"));
  }

  @Test
  void theAuthorityMayHaveAPath() {
    signIn(endpoint.uri("/entra/login/"), secret()).token();
    assertEquals("/entra/login/" + TENANT + "/oauth2/v2.0/token", endpoint.last().uri().toString());
  }

  @Test
  void aTokenIsKeptUntilFiveMinutesBeforeItsEnd() {
    EntraSignIn signIn = signIn(secret());
    endpoint.answers(Answer.token("token-1", 3600));
    assertEquals("token-1", signIn.token());
    endpoint.answers(Answer.token("token-2", 3600));
    clock.advance(Duration.ofMinutes(54));
    assertEquals("token-1", signIn.token());
    assertEquals(1, endpoint.asked().size());
    clock.advance(Duration.ofMinutes(1));
    assertEquals("token-2", signIn.token());
    assertEquals(2, endpoint.asked().size());
  }

  @Test
  void aShortLivedTokenIsKeptForHalfItsLife() {
    EntraSignIn signIn = signIn(secret());
    endpoint.answers(Answer.token("token-1", 60));
    assertEquals("token-1", signIn.token());
    endpoint.answers(Answer.token("token-2", 60));
    clock.advance(Duration.ofSeconds(20));
    assertEquals("token-1", signIn.token());
    clock.advance(Duration.ofSeconds(10));
    assertEquals("token-2", signIn.token());
  }

  @Test
  void aRejectedTokenIsReplacedOnceHoweverManyReportIt() {
    EntraSignIn signIn = signIn(secret());
    endpoint.answers(Answer.token("token-1", 3600));
    signIn.token();
    endpoint.answers(Answer.token("token-2", 3600));
    signIn.invalidate("token-1");
    assertEquals("token-2", signIn.token());
    signIn.invalidate("token-1");
    assertEquals("token-2", signIn.token());
    assertEquals(2, endpoint.asked().size());
  }

  @Test
  void manyThreadsSignInOnce() throws Exception {
    EntraSignIn signIn = signIn(secret());
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<String>> calls = new ArrayList<>();
      for (int call = 0; call < 32; call++) {
        calls.add(signIn::token);
      }
      for (Future<String> call : threads.invokeAll(calls)) {
        assertEquals("token", call.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(1, endpoint.asked().size());
  }

  @Test
  void aFailureIsNotKept() {
    EntraSignIn signIn = signIn(secret());
    endpoint.answers(Answer.json(503, "{}"));
    assertThrows(SignInException.class, signIn::token);
    endpoint.answers(Answer.token("token-1", 3600));
    assertEquals("token-1", signIn.token());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pkcs12", "pem", "pem-encrypted", "pem-other-order"})
  void aCertificateSignsAnAssertion(String form) throws Exception {
    Path file = directory.resolve(form + ".cert");
    String password = null;
    switch (form) {
      case "pkcs12" -> {
        file = certificate.pkcs12();
        password = TestCertificate.PASSWORD;
      }
      case "pem" -> Files.writeString(file, certificate.keyPem() + certificate.certificatePem());
      case "pem-encrypted" -> {
        password = "pem-word";
        Files.writeString(
            file, certificate.certificatePem() + certificate.encryptedKeyPem(password));
      }
      default ->
          Files.writeString(
              file,
              "some text\n"
                  + TestCertificate.create(directory, "issuer", "RSA").certificatePem()
                  + certificate.certificatePem()
                  + certificate.keyPem());
    }
    assertEquals("token", signIn(new EntraCredential.Certificate(file, password)).token());

    Map<String, String> posted = endpoint.last().form();
    assertNull(posted.get("client_secret"));
    assertEquals(
        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        posted.get("client_assertion_type"));
    String[] jwt = posted.get("client_assertion").split("\\.");
    JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(jwt[0]));
    JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(jwt[1]));
    assertEquals(CLIENT, claims.path("iss").asText());
    assertEquals(CLIENT, claims.path("sub").asText());
    byte[] thumbprint =
        MessageDigest.getInstance("SHA-256").digest(certificate.certificate().getEncoded());
    assertThat(
            List.of(
                Base64.getEncoder().encodeToString(thumbprint),
                Base64.getUrlEncoder().withoutPadding().encodeToString(thumbprint)))
        .as(header::toString)
        .contains(header.path("x5t#S256").asText());
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(certificate.certificate());
    signature.update((jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.US_ASCII));
    assertTrue(signature.verify(Base64.getUrlDecoder().decode(jwt[2])));
  }

  @Test
  void aUselessCertificateIsReportedWithItsSetting() throws Exception {
    Path nothing = directory.resolve("nothing.pem");
    refused(
        new EntraCredential.Certificate(nothing, null), "entra.certificate-file", "nothing.pem");
    refused(
        new EntraCredential.Certificate(certificate.pkcs12(), "wrong-word"),
        "entra.certificate-password");
    Path text = Files.writeString(directory.resolve("text.pem"), "no certificate");
    refused(new EntraCredential.Certificate(text, null), "entra.certificate-file", "text.pem");
    Path half = Files.writeString(directory.resolve("half.pem"), certificate.certificatePem());
    refused(new EntraCredential.Certificate(half, null), "a private key and its certificate");
    Path broken =
        Files.writeString(
            directory.resolve("broken.pem"),
            "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----");
    refused(new EntraCredential.Certificate(broken, null), "entra.certificate-file");
    Path locked =
        Files.writeString(
            directory.resolve("locked.pem"),
            certificate.certificatePem() + certificate.encryptedKeyPem("pem-word"));
    refused(new EntraCredential.Certificate(locked, "other-word"), "entra.certificate-password");
    Path old =
        Files.writeString(
            directory.resolve("old.pem"),
            certificate.certificatePem() + TestCertificate.block("RSA PRIVATE KEY", new byte[9]));
    refused(new EntraCredential.Certificate(old, null), "PKCS#1", "openssl pkcs8");
    Path odd =
        Files.writeString(
            directory.resolve("odd.pem"),
            certificate.certificatePem()
                + TestCertificate.block("ENCRYPTED PRIVATE KEY", new byte[9]));
    refused(new EntraCredential.Certificate(odd, "word"), "does not support", "openssl pkcs8");
    TestCertificate other = TestCertificate.create(directory, "other", "RSA");
    Path mixed =
        Files.writeString(
            directory.resolve("mixed.pem"), certificate.certificatePem() + other.keyPem());
    refused(new EntraCredential.Certificate(mixed, null), "do not belong together");
    TestCertificate curve = TestCertificate.create(directory, "curve", "EC");
    refused(new EntraCredential.Certificate(curve.pkcs12(), TestCertificate.PASSWORD), "not RSA");
    assertEquals(List.of(), endpoint.asked());
  }

  @Test
  void anExpiredCertificateIsNotTried() {
    EntraCredential credential =
        new EntraCredential.Certificate(certificate.pkcs12(), TestCertificate.PASSWORD);
    clock.advance(Duration.ofDays(31));
    refused(credential, "expired at");
    clock.advance(Duration.ofDays(-40));
    refused(credential, "becomes valid at");
  }

  @Test
  void aFederatedTokenIsReadAnewForEachSignIn() throws Exception {
    Path file = Files.writeString(directory.resolve("federated"), "assertion-1\n");
    EntraSignIn signIn = signIn(new EntraCredential.WorkloadIdentity(file));
    signIn.token();
    assertEquals("assertion-1", endpoint.last().form().get("client_assertion"));
    Files.writeString(file, "assertion-2");
    clock.advance(Duration.ofHours(1));
    signIn.token();
    assertEquals("assertion-2", endpoint.last().form().get("client_assertion"));

    Files.writeString(file, " \n");
    refused(new EntraCredential.WorkloadIdentity(file), "entra.federated-token-file is empty");
    Files.delete(file);
    refused(
        new EntraCredential.WorkloadIdentity(file), "entra.federated-token-file cannot be read");
  }

  @ParameterizedTest
  @CsvSource({
    // code, text in the message
    "7000215, entra.client-secret",
    "7000222, entra.client-secret",
    "700016, entra.client-id",
    "90002, entra.tenant-id",
    "900023, entra.tenant-id",
    "700027, upload",
    "700024, clock",
    "700213, federated credential",
    "500011, entra.graph-url",
    "7000112, disabled",
    "7000216, entra.credential",
    "9999999, entra.client-secret",
  })
  void aRejectionNamesTheSettingToCorrect(int code, String expected) {
    endpoint.answers(Answer.refusal(code, "invalid_client", "what Microsoft says"));
    SignInException refusal = refused(secret(), expected, "AADSTS" + code, "what Microsoft says");
    assertEquals(1, endpoint.asked().size(), "nothing is repeated");
    assertNull(refusal.retryAfter());
  }

  @Test
  void anErrorWithoutKnownCodeNamesTheCredential() {
    endpoint.answers(Answer.json(401, "{'error': 'invalid_client'}"));
    refused(secret(), "entra.client-secret", "invalid_client");
    endpoint.answers(Answer.json(400, "{'error': 'unauthorized_client'}"));
    refused(secret(), "entra.tenant-id", "entra.client-id");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void troubleOfTheOtherSideIsPassing(int status) {
    endpoint.answers(new Answer(status, Map.of("Retry-After", "7"), "<html>busy</html>"));
    SignInException failure = assertThrows(SignInException.class, () -> signIn(secret()).token());
    assertFalse(failure.isPermanent());
    assertEquals(Duration.ofSeconds(7), failure.retryAfter());
    assertThat(failure.getMessage()).as(failure::getMessage).contains("HTTP " + status + ": busy");
    assertEquals(1, endpoint.asked().size(), "nothing is repeated");
  }

  @Test
  void aCodeThatAsksToTryLaterIsTemporary() {
    endpoint.answers(Answer.refusal(90033, "temporarily_unavailable", "a transient error"));
    assertFalse(assertThrows(SignInException.class, () -> signIn(secret()).token()).isPermanent());
  }

  @Test
  void anUnreachableAuthorityIsTemporaryAndNamed() {
    endpoint.close();
    SignInException failure = assertThrows(SignInException.class, () -> signIn(secret()).token());
    assertFalse(failure.isPermanent());
    assertThat(failure.getMessage()).as(failure::getMessage).contains("entra.authority");
    assertThat(failure.getMessage()).as(failure::getMessage).contains("http://127.0.0.1:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "200|<html><title>Guest Wi-Fi</title>",
        "404|<html><title>Guest Wi-Fi</title>",
        "404|",
        "200|",
        "200|[]",
        "200|{}",
        "200|{'access_token': '', 'expires_in': 3599}",
        "200|{'access_token': 'abc', 'expires_in': 'soon'}",
        "200|{'access_token': 'abc'}",
        "200|{'access_token': ['abc'], 'expires_in': 3599}",
        "200|{'access_token': 'abc', 'expires_in': 3599",
        "400|{'message': 'what?'}",
      })
  void whatIsNoAnswerOfASignInPointsToTheAuthority(String answer) {
    String[] parts = answer.split("\\|", -1);
    endpoint.answers(new Answer(Integer.parseInt(parts[0]), Map.of(), parts[1].replace('\'', '"')));
    SignInException refusal = refused(secret(), "entra.authority");
    assertThat(refusal.getMessage()).as(refusal::getMessage).doesNotContain("abc");
    assertThat(refusal.getMessage()).as(refusal::getMessage).doesNotContain("<");
  }

  @Test
  void theSecretIsNotCarriedToWhereARedirectLeads() {
    try (SignInEndpoint elsewhere = new SignInEndpoint()) {
      endpoint.answers(new Answer(307, Map.of("Location", elsewhere.uri("/token").toString()), ""));
      refused(secret(), "entra.authority", "HTTP 307");
      assertEquals(List.of(), elsewhere.asked());
    }
  }

  @Test
  void noMessageContainsTheSecretOrAToken() {
    String jwt = "eyJhbGciOiJub25lIn0.eyJyb2xlcyI6W119.c2ln";
    for (Answer echo :
        List.of(
            Answer.refusal(7000215, "invalid_client", "wrong: " + SECRET + " " + jwt),
            new Answer(400, Map.of(), "client_secret=the%2Bsecret%2Fword~8Q%26x " + SECRET),
            new Answer(400, Map.of(), "client_secret=the%2Bsecret%2Fword%7E8Q%26x"),
            new Answer(200, Map.of(), "<p>" + SECRET + jwt),
            new Answer(503, Map.of(), SECRET + jwt))) {
      endpoint.answers(echo);
      SignInException failure = assertThrows(SignInException.class, () -> signIn(secret()).token());
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        String shown = cause.toString();
        assertThat(shown).doesNotContain("word");
        assertThat(shown).doesNotContain(jwt.substring(0, 30));
      }
    }
    SignInSettings settings = settings(endpoint.uri(""), secret());
    assertThat(settings.toString()).as(settings::toString).doesNotContain(SECRET);
    assertThat(new EntraCredential.Certificate(Path.of("c.p12"), SECRET).toString())
        .doesNotContain(SECRET);
  }

  /**
   * Every connection of the JDK's client first asks for its proxy, so the selector sees them all.
   */
  @ParameterizedTest
  @ValueSource(strings = {"https://login.private.invalid", "loopback"})
  void onlyTheAuthorityIsAsked(String authority) {
    List<String> hosts = new CopyOnWriteArrayList<>();
    ProxySelector before = ProxySelector.getDefault();
    ProxySelector.setDefault(
        new ProxySelector() {
          @Override
          public List<Proxy> select(URI uri) {
            hosts.add(uri.getHost());
            return List.of(Proxy.NO_PROXY);
          }

          @Override
          public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        });
    try {
      if (authority.equals("loopback")) {
        signIn(secret()).token();
        assertEquals(List.of("127.0.0.1"), hosts.stream().distinct().toList());
        assertEquals(1, endpoint.asked().size());
      } else {
        EntraSignIn signIn = signIn(URI.create(authority), secret());
        SignInException failure = assertThrows(SignInException.class, signIn::token);
        assertFalse(failure.isPermanent());
        assertEquals(List.of("login.private.invalid"), hosts.stream().distinct().toList());
      }
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://login.example",
        "http://127.0.0.1.example",
        "ftp://login.example",
        "login.example",
        "https://u:hidden-word@login.example",
        "https://login.example?a=b",
        "https:///x"
      })
  void anUnsafeAuthorityIsRejectedBeforeAnythingIsSent(String authority) {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> settings(URI.create(authority), secret()))
            .getMessage();
    assertThat(message).startsWith("entra.authority");
    assertThat(message).doesNotContain("hidden-word");
  }

  @Test
  void loopbackMayBePlainHttp() {
    for (String authority :
        List.of("http://127.0.0.1:8080", "http://LOCALHOST", "http://[::1]:8080/x")) {
      assertEquals(authority, settings(URI.create(authority), secret()).authority().toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a/b", "../x", "{{tenant}}", "a?b"})
  void anInvalidTenantIsNamed(String tenant) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new SignInSettings(endpoint.uri(""), tenant, CLIENT, GRAPH, secret()))
            .getMessage();
    assertThat(message).startsWith("entra.tenant-id");
  }

  @Test
  void anEmptyClientIdOrSecretIsNamed() {
    assertThrows(IllegalArgumentException.class, () -> new EntraCredential.ClientSecret(" "));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SignInSettings(endpoint.uri(""), TENANT, "", GRAPH, secret()));
  }

  @Test
  void aMachinesOwnIdentityIsAskedOfItsEndpoint() {
    metadataServiceAt(endpoint);
    endpoint.answers(managedIdentityToken("token-1", clock.instant().plusSeconds(86_400)));
    EntraSignIn signIn = managedIdentity(null);
    assertEquals("token-1", signIn.token());
    Asked asked = endpoint.last();
    assertEquals("GET", asked.method());
    assertThat(asked.uri().toString())
        .as(asked::toString)
        .contains("/metadata/identity/oauth2/token?");
    assertEquals("https://graph.microsoft.us", asked.query().get("resource"));
    assertThat(asked.query()).doesNotContainKey("client_id");
    assertEquals("true", asked.headers().getFirst("Metadata"));

    endpoint.answers(managedIdentityToken("token-2", clock.instant().plusSeconds(86_400)));
    assertEquals("token-1", signIn.token());
    clock.advance(Duration.ofHours(24).minusMinutes(5));
    assertEquals("token-2", signIn.token());
  }

  @Test
  void aUserAssignedIdentityIsNamed() {
    metadataServiceAt(endpoint);
    endpoint.answers(managedIdentityToken("token-1", clock.instant().plusSeconds(86_400)));
    managedIdentity("identity-7").token();
    assertEquals("identity-7", endpoint.last().query().get("client_id"));
  }

  @Test
  void eachManagedIdentityHasItsOwnToken() {
    metadataServiceAt(endpoint);
    endpoint.answers(managedIdentityToken("token-1", clock.instant().plusSeconds(86_400)));
    String first = managedIdentity(null).token();
    endpoint.answers(managedIdentityToken("token-2", clock.instant().plusSeconds(86_400)));
    assertNotEquals(first, managedIdentity(null).token());
  }

  @Test
  void anAppServicesIdentityWorksToo() {
    ManagedIdentityEnvironment.set(
        Map.of(
            "IDENTITY_ENDPOINT", endpoint.uri("/msi/token").toString(), "IDENTITY_HEADER", "h-1"));
    endpoint.answers(managedIdentityToken("token-1", clock.instant().plusSeconds(3600)));
    assertEquals("token-1", managedIdentity(null).token());
    assertEquals("h-1", endpoint.last().headers().getFirst("X-IDENTITY-HEADER"));
  }

  @Test
  void failuresOfTheManagedIdentityAreReported() {
    metadataServiceAt(endpoint);
    endpoint.answers(
        Answer.json(
            400, "{'error': 'invalid_request', 'error_description': 'Identity not found'}"));
    SignInException missing =
        assertThrows(SignInException.class, () -> managedIdentity(null).token());
    assertTrue(missing.isPermanent());
    assertThat(missing.getMessage())
        .as(missing::getMessage)
        .contains("entra.managed-identity-client-id");
    assertThat(missing.getMessage()).as(missing::getMessage).contains("Identity not found");

    for (int status : new int[] {404, 410, 429, 500, 503}) {
      endpoint.answers(Answer.json(status, "{'error': 'x'}"));
      assertFalse(
          assertThrows(SignInException.class, () -> managedIdentity(null).token()).isPermanent());
    }
    for (Answer answer :
        List.of(
            new Answer(403, Map.of(), "<html>proxy</html>"),
            new Answer(200, Map.of(), "<html>proxy</html>"),
            Answer.json(200, "{'access_token': 'abc'}"),
            Answer.json(200, "{'access_token': 'abc', 'expires_on': 'later'}"))) {
      endpoint.answers(answer);
      SignInException wrong =
          assertThrows(SignInException.class, () -> managedIdentity(null).token());
      assertTrue(wrong.isPermanent(), wrong::getMessage);
      assertThat(wrong.getMessage()).as(wrong::getMessage).contains("entra.credential");
      assertThat(wrong.getMessage()).as(wrong::getMessage).doesNotContain("abc");
    }
    endpoint.close();
    SignInException unreached =
        assertThrows(SignInException.class, () -> managedIdentity(null).token());
    assertFalse(unreached.isPermanent());
    assertThat(unreached.getMessage()).as(unreached::getMessage).contains("entra.credential");
  }

  private static void metadataServiceAt(SignInEndpoint endpoint) {
    ManagedIdentityEnvironment.set(
        Map.of("AZURE_POD_IDENTITY_AUTHORITY_HOST", endpoint.uri("").toString()));
  }

  private static Answer managedIdentityToken(String token, Instant end) {
    return Answer.json(
        200,
        "{'access_token': '%s', 'expires_on': '%d', 'expires_in': '1', 'resource': 'r'}"
            .formatted(token, end.getEpochSecond()));
  }

  private EntraSignIn managedIdentity(String clientId) {
    return new EntraSignIn(
        new SignInSettings(
            URI.create("https://login.microsoftonline.us"),
            "",
            "",
            GRAPH,
            new EntraCredential.ManagedIdentity(clientId)),
        clock);
  }

  private SignInException refused(EntraCredential credential, String... words) {
    SignInException refusal = assertThrows(SignInException.class, () -> signIn(credential).token());
    assertTrue(refusal.isPermanent(), refusal::getMessage);
    for (String word : words) {
      assertThat(refusal.getMessage()).as(refusal::getMessage).contains(word);
    }
    return refusal;
  }

  private EntraSignIn signIn(EntraCredential credential) {
    return signIn(endpoint.uri(""), credential);
  }

  private EntraSignIn signIn(URI authority, EntraCredential credential) {
    return new EntraSignIn(settings(authority, credential), clock);
  }

  private static SignInSettings settings(URI authority, EntraCredential credential) {
    return new SignInSettings(authority, TENANT, CLIENT, GRAPH, credential);
  }

  private static EntraCredential secret() {
    return new EntraCredential.ClientSecret(SECRET);
  }
}
