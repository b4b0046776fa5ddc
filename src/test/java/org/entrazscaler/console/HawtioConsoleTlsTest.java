package org.entrazscaler.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.entrazscaler.connection.KeyTool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HawtioConsoleTlsTest {

  private static final String PASSWORD = "changeit-please";

  @TempDir Path directory;

  @Test
  void withAKeystoreTheConsoleSpeaksTls() throws Exception {
    Path keystore = keystore();
    try (HawtioConsole console = HawtioConsole.start(access(keystore, PASSWORD))) {
      assertEquals("https", console.address().getScheme());
      ConsoleClient client = new ConsoleClient(console.address(), trusting(keystore));
      HttpResponse<String> loggedIn = client.logIn("admin", "correct horse");
      assertEquals(200, loggedIn.statusCode());
      assertThat(loggedIn.headers().firstValue("Set-Cookie").orElseThrow()).contains("Secure");
      assertThat(loggedIn.headers().firstValue("Strict-Transport-Security")).isPresent();
      assertEquals(200, client.get("/jolokia/version").statusCode());
    }
  }

  @Test
  void aKeystoreThatCannotBeOpenedIsNamed() throws Exception {
    Path keystore = keystore();
    assertRefused(access(keystore, "another password"), keystore);
    Path missing = directory.resolve("missing.p12");
    assertRefused(access(missing, PASSWORD), missing);
    Path garbage = Files.writeString(directory.resolve("garbage.p12"), "garbage");
    assertRefused(access(garbage, PASSWORD), garbage);
  }

  private static void assertRefused(ConsoleAccess access, Path keystore) {
    ConsoleException refused =
        assertThrows(ConsoleException.class, () -> HawtioConsole.start(access));
    assertThat(refused.getMessage()).contains("console.keystore");
    assertThat(refused.getMessage()).contains(keystore.toString());
    assertThat(refused.getMessage()).doesNotContain(PASSWORD);
  }

  private static ConsoleAccess access(Path keystore, String password) {
    return new ConsoleAccess(
        "127.0.0.1",
        0,
        new ConsoleAccount("admin", "correct horse"),
        null,
        new ConsoleAccess.Keystore(keystore, password));
  }

  private Path keystore() throws Exception {
    Path keystore = directory.resolve("console.p12");
    KeyTool.createKey(
        keystore, PASSWORD, "localhost", "EC", "-ext", "SAN=IP:127.0.0.1,DNS:localhost");
    return keystore;
  }

  private static SSLContext trusting(Path keystore) throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore certificates = KeyStore.getInstance(keystore.toFile(), PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("console", certificates.getCertificate("localhost"));
    trust.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    return tls;
  }
}
