package org.entrazscaler.console;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.entrazscaler.settings.ConsoleSettings;
import org.jspecify.annotations.Nullable;

/**
 * The address and the accounts of the console. Immutable; {@code toString} contains no password.
 *
 * @param host address to listen at, {@code console.host}
 * @param port port to listen at, {@code console.port}; 0 for any free port
 * @param admin account with full access, {@code console.username} and {@code console.password}
 * @param viewer account with read access, or null
 * @param keystore certificate and key for TLS; null for plain HTTP, which is allowed only on
 *     loopback
 */
record ConsoleAccess(
    String host,
    int port,
    ConsoleAccount admin,
    @Nullable ConsoleAccount viewer,
    @Nullable Keystore keystore) {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException with the names of the settings, if they are not consistent
   */
  ConsoleAccess {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("console.port is not a port: " + port);
    }
    if (keystore == null && !isLoopback(host)) {
      throw new IllegalArgumentException(
          "console.host is not a loopback address: "
              + host
              + ". The console leaves this machine only with TLS: set console.keystore and"
              + " console.keystore-password, or listen at 127.0.0.1.");
    }
    if (viewer != null && viewer.name().equals(admin.name())) {
      throw new IllegalArgumentException(
          "console.viewer-username is the same as console.username: " + admin.name());
    }
  }

  static ConsoleAccess of(ConsoleSettings settings) {
    return new ConsoleAccess(
        settings.host(),
        settings.port(),
        new ConsoleAccount(
            settings.username(),
            Objects.requireNonNull(settings.password(), "console.password").reveal()),
        settings.viewerUsername() == null || settings.viewerPassword() == null
            ? null
            : new ConsoleAccount(settings.viewerUsername(), settings.viewerPassword().reveal()),
        settings.keystore() == null
            ? null
            : new Keystore(
                settings.keystore(),
                Objects.requireNonNull(settings.keystorePassword(), "console.keystore-password")
                    .reveal()));
  }

  /**
   * A keystore, PKCS #12 or JKS.
   *
   * @param file {@code console.keystore}
   * @param password password of the keystore and its key, {@code console.keystore-password}
   */
  record Keystore(Path file, String password) {
    @Override
    public String toString() {
      return file.toString();
    }
  }

  /** Without a name service: any name except localhost counts as another machine. */
  private static boolean isLoopback(String host) {
    if (host.toLowerCase(Locale.ROOT).equals("localhost")) {
      return true;
    }
    if (!host.contains(":") && !host.matches("[0-9.]+")) {
      return false;
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
