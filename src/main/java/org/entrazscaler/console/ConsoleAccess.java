package org.entrazscaler.console;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the console listens and who may log in. Immutable; its text holds no password.
 *
 * @param host address to listen at, {@code console.host}
 * @param port port to listen at, {@code console.port}; 0 takes a free one
 * @param admin who may see everything and operate, {@code console.username} and {@code
 *     console.password}
 * @param viewer who may only look, or null for nobody
 * @param keystore certificate and key for TLS, or null for plain HTTP, which loopback alone has
 */
public record ConsoleAccess(
    String host,
    int port,
    ConsoleAccount admin,
    @Nullable ConsoleAccount viewer,
    @Nullable Keystore keystore) {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException with the names of the settings, if they don't go together
   */
  public ConsoleAccess {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("console.port is no port: " + port);
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

  /**
   * A keystore, PKCS #12 or JKS.
   *
   * @param file where it lies, {@code console.keystore}
   * @param password what opens it and its key, {@code console.keystore-password}
   */
  public record Keystore(Path file, String password) {
    @Override
    public String toString() {
      return file.toString();
    }
  }

  /** Asks no name service: any name but localhost counts as another machine's. */
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
