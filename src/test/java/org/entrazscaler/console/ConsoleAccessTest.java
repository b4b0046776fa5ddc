package org.entrazscaler.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleAccessTest {

  private static final ConsoleAccount ADMIN = new ConsoleAccount("admin", "s3cret");

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "localhost", "LOCALHOST", "::1"})
  void loopbackNeedsNoKeystore(String host) {
    assertEquals(host, new ConsoleAccess(host, 8080, ADMIN, null, null).host());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.0.0.0", "::", "192.168.1.5", "console.example.org", "127.0.0.1.example.org"})
  void anythingElseNeedsAKeystore(String host) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> new ConsoleAccess(host, 8080, ADMIN, null, null));
    assertThat(refused.getMessage()).contains("console.keystore");
    assertThat(refused.getMessage()).contains(host);
    ConsoleAccess.Keystore keystore = new ConsoleAccess.Keystore(Path.of("x.p12"), "changeit");
    assertEquals(host, new ConsoleAccess(host, 8080, ADMIN, null, keystore).host());
  }

  @Test
  void thereIsNoUserWithoutAPassword() {
    assertThrows(IllegalArgumentException.class, () -> new ConsoleAccount("admin", ""));
    assertThrows(IllegalArgumentException.class, () -> new ConsoleAccount(" ", "s3cret"));
  }

  @Test
  void oneNameIsOneUser() {
    ConsoleAccount viewer = new ConsoleAccount("admin", "other");
    assertThrows(
        IllegalArgumentException.class,
        () -> new ConsoleAccess("127.0.0.1", 8080, ADMIN, viewer, null));
  }

  @Test
  void aPortIsAPort() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ConsoleAccess("127.0.0.1", 65_536, ADMIN, null, null));
  }

  @Test
  void theTextContainsNoPassword() {
    String text =
        new ConsoleAccess(
                "0.0.0.0",
                8443,
                ADMIN,
                new ConsoleAccount("viewer", "s3cret"),
                new ConsoleAccess.Keystore(Path.of("x.p12"), "s3cret"))
            .toString();
    assertThat(text).doesNotContain("s3cret");
  }
}
