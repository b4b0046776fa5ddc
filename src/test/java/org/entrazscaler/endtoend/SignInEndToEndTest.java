package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.aad.msal4j.ManagedIdentityEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.entrazscaler.connection.KeyTool;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.tenant.Directory;
import org.entrazscaler.simulation.tenant.GraphFault;
import org.entrazscaler.simulation.tenant.RequestKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sign-in to Entra with each kind of credential, in whole cycles. */
class SignInEndToEndTest {

  private static final String KEYSTORE_PASSWORD = "keystore-word";

  @RegisterExtension private final Installation installation = new Installation();

  private Directory entra() {
    return installation.entra();
  }

  @BeforeEach
  void install() {
    entra().assign(entra().addUser("Ada", "ada@example.com"));
  }

  @AfterEach
  void remove() {
    ManagedIdentityEnvironment.reset();
  }

  private void cycle() {
    Installation.Result result = installation.cycle();
    assertEquals(0, result.exitStatus(), result.out() + result.err());
    assertTrue(installation.zscaler.user("ada@example.com").active());
  }

  private void assertSignInFails(String setting) {
    int requests = installation.zscaler.requests().size();
    Installation.Result result = installation.cycle();
    assertEquals(3, result.exitStatus(), result.out() + result.err());
    assertThat(result.out()).contains(setting);
    assertEquals(requests, installation.zscaler.requests().size());
    assertEquals(0, installation.status().path("parked").size());
    Installation.Result test = installation.execute("test-connection");
    assertEquals(3, test.exitStatus());
    assertThat(test.out()).contains(setting);
  }

  private int tokenRequests() {
    return installation.tenant.requests().count(RequestKind.TOKEN);
  }

  @Test
  void aWrongOrExpiredClientSecretStopsTheCycle() {
    cycle();
    assertEquals(0, installation.tenant.requests().count(RequestKind.SIGN_IN_METADATA));
    installation.set("entra.client-secret", "wrong-secret-value");
    assertSignInFails("entra.client-secret");
    installation.set("entra.client-secret", installation.tenant.clientSecret());
    installation.tenant.signIn().expireSecret();
    assertSignInFails("entra.client-secret");
    installation.tenant.signIn().rotateSecret("new-secret-value");
    installation.set("entra.client-secret", "new-secret-value");
    cycle();
  }

  @Test
  void aRejectedSecretIsSentOnceByTheProbeAndOnceByACycleThatAChangedSettingAllows() {
    installation.set("entra.client-secret", "wrong-secret-value");
    assertEquals(3, installation.cycle().exitStatus());
    assertEquals(1, tokenRequests());
    installation.tenant.requests().clear();
    assertEquals(4, installation.cycle().exitStatus());
    assertEquals(1, tokenRequests(), "only the probe");
    installation.tenant.requests().clear();
    installation.set("entra.client-secret", "another-wrong-secret");
    assertEquals(3, installation.cycle().exitStatus());
    assertEquals(2, tokenRequests(), "the probe, and the cycle that runs despite its refusal");
  }

  @Test
  void aTokenIsRenewedBeforeItExpires() {
    installation.tenant.delta().objectsPerPage(1);
    for (int number = 0; number < 6; number++) {
      entra().assign(entra().addUser("User " + number, "user" + number + "@example.com"));
    }
    installation.tenant.signIn().tokenLifetime(Duration.ofSeconds(3));
    installation
        .tenant
        .faults()
        .next(4, RequestKind.USERS_DELTA, Fault.slow(Duration.ofMillis(1200)));
    cycle();
    assertThat(tokenRequests()).as("the token should have been renewed").isGreaterThan(1);
    assertEquals(
        7, installation.zscaler.users().stream().filter(u -> u.externalId() != null).count());
  }

  @Test
  void aRevokedTokenIsRenewedOnce() {
    installation.tenant.faults().next(RequestKind.USERS_DELTA, GraphFault.tokensRevoked());
    cycle();
    assertEquals(2, tokenRequests());

    installation.tenant.requests().clear();
    installation.tenant.faults().always(RequestKind.USERS_DELTA, GraphFault.tokensRevoked());
    Installation.Result result = installation.cycle();
    assertEquals(3, result.exitStatus(), result.out());
    assertEquals(2, installation.tenant.requests().count(RequestKind.USERS_DELTA));
  }

  @Test
  void aSignInIsRepeatedAfterATemporaryFailure() {
    for (Fault fault :
        new Fault[] {
          GraphFault.unavailable("0"),
          GraphFault.throttled("0"),
          GraphFault.serverError(),
          Fault.html(502),
          Fault.reset(),
          Fault.brokenAnswer()
        }) {
      installation.tenant.requests().clear();
      installation.tenant.faults().next(RequestKind.TOKEN, fault);
      cycle();
      assertEquals(2, tokenRequests(), "the failed request and its repetition: " + fault);
    }
  }

  @Test
  void anUnreachableAuthorityIsReported() {
    cycle();
    installation.set("entra.authority", "http://127.0.0.1:9");
    assertSignInFails("entra.authority");
  }

  @Test
  void signInWithACertificate() throws Exception {
    Path file = certificate("right");
    installation
        .set("entra.credential", "certificate")
        .set("entra.certificate-file", file.toString())
        .set("entra.certificate-password", KEYSTORE_PASSWORD)
        .unset("entra.client-secret");
    KeyStore store = KeyStore.getInstance(file.toFile(), KEYSTORE_PASSWORD.toCharArray());
    installation.tenant.signIn().acceptCertificate((X509Certificate) store.getCertificate("right"));
    cycle();
    installation.set("entra.certificate-file", certificate("other").toString());
    assertSignInFails("entra.certificate-file");
    installation.set("entra.certificate-password", "no");
    assertSignInFails("entra.certificate-password");
  }

  private Path certificate(String name) throws IOException, InterruptedException {
    Path file = installation.directory.resolve(name + ".p12");
    KeyTool.createKey(file, KEYSTORE_PASSWORD, name, "RSA");
    return file;
  }

  @Test
  void signInWithAWorkloadIdentity() throws IOException {
    Path file = installation.directory.resolve("federated-token");
    Files.writeString(file, federatedToken("https://cluster.example.org", "zscaler"));
    installation
        .tenant
        .signIn()
        .acceptFederatedCredential("https://cluster.example.org", "zscaler");
    installation
        .set("entra.credential", "workload-identity")
        .set("entra.federated-token-file", file.toString())
        .unset("entra.client-secret");
    cycle();
    Files.writeString(file, federatedToken("https://cluster.example.org", "somebody"));
    assertSignInFails("entra.federated-token-file");
    Files.delete(file);
    Installation.Result result = installation.cycle();
    assertThat(result.exitStatus()).as(result.out() + result.err()).isGreaterThanOrEqualTo(2);
    assertThat(result.out() + result.err()).contains("entra.federated-token-file");
  }

  private static String federatedToken(String issuer, String subject) {
    long now = Instant.now().getEpochSecond();
    String claims =
        "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"api://AzureADTokenExchange\",\"iat\":%d,\"nbf\":%d,\"exp\":%d}"
            .formatted(issuer, subject, now, now, now + 600);
    return base64("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"k\"}")
        + "."
        + base64(claims)
        + "."
        + base64("signature");
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void signInWithAManagedIdentity() {
    ManagedIdentityEnvironment.set(
        Map.of("AZURE_POD_IDENTITY_AUTHORITY_HOST", installation.tenant.authority()));
    installation.tenant.signIn().managedIdentity(true);
    installation
        .set("entra.credential", "managed-identity")
        .unset("entra.client-secret")
        .unset("entra.client-id");
    cycle();
    assertEquals(0, tokenRequests());
    installation.set("entra.managed-identity-client-id", "11111111-2222-3333-4444-555555555555");
    assertSignInFails("entra.managed-identity-client-id");
    installation.set(
        "entra.managed-identity-client-id", installation.tenant.signIn().managedIdentityClientId());
    cycle();
    assertThat(installation.tenant.requests().of(RequestKind.MANAGED_IDENTITY_TOKEN)).isNotEmpty();
  }
}
