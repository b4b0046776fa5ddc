package org.entrazscaler.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The Hawtio console: {@code console.*}. It starts only with a password.
 *
 * @param host the address on which it listens
 * @param port the port on which it listens; 0 for any free port
 * @param username the user with all rights
 * @param password the password of that user; null: there is no console
 * @param viewerUsername the user that can only read; null if there is none
 * @param viewerPassword the password of that user
 * @param keystore certificate and key of the server, for TLS; null: plain http
 * @param keystorePassword the password of the key store
 */
public record ConsoleSettings(
    String host,
    int port,
    String username,
    @Nullable Secret password,
    @Nullable String viewerUsername,
    @Nullable Secret viewerPassword,
    @Nullable Path keystore,
    @Nullable Secret keystorePassword) {

  static ConsoleSettings read(ValueReader values) {
    ConsoleSettings console =
        new ConsoleSettings(
            values.textOrDefault("console.host"),
            values.wholeNumberOrDefault("console.port", 0, 65535),
            values.textOrDefault("console.username"),
            values.secret("console.password"),
            values.text("console.viewer-username"),
            values.secret("console.viewer-password"),
            values.readableFile("console.keystore"),
            values.secret("console.keystore-password"));
    console.check(values);
    return console;
  }

  private void check(ValueReader values) {
    if (!host.matches("[\\p{L}\\p{N}._:\\[\\]-]+")) {
      values.reject("console.host", "expected a name or an address of this machine");
    } else if (password != null && !values.isSet("console.keystore") && !Loopback.contains(host)) {
      values.reject(
          "console.host",
          "set console.keystore too: on any host other than loopback (127.0.0.1, ::1, localhost)"
              + " the console needs TLS");
    }
    if (viewerPassword != null && viewerUsername == null) {
      values.missing(
          "console.viewer-username", "console.viewer-password is set and needs its user name");
    }
    if (viewerUsername != null && viewerPassword == null) {
      values.missing(
          "console.viewer-password", "console.viewer-username is set and needs its password");
    }
    if (username.equals(viewerUsername)) {
      values.reject("console.viewer-username", "expected a name other than console.username");
    }
    if (viewerUsername != null && password == null) {
      values.missing("console.password", "the console starts only with it, also for a viewer");
    }
  }
}
