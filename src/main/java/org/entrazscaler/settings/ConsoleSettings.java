package org.entrazscaler.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The Hawtio console: {@code console.*}. It starts only with a password.
 *
 * @param host the address that it listens at
 * @param port the port that it listens at, 0 for any free one
 * @param username who may do everything
 * @param password that user's password; null: there is no console
 * @param viewerUsername who may only look; null: nobody
 * @param viewerPassword that user's password
 * @param keystore certificate and key of the server, which then speaks TLS; null: plain http
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
    } else if (password != null
        && !values.isGiven("console.keystore")
        && !Loopback.contains(host)) {
      values.reject(
          "console.host",
          "set console.keystore too: off loopback (127.0.0.1, ::1, localhost) the console speaks"
              + " TLS alone");
    }
    if (viewerPassword != null && viewerUsername == null) {
      values.missing(
          "console.viewer-username", "console.viewer-password is given, so say whose it is");
    }
    if (viewerUsername != null && viewerPassword == null) {
      values.missing(
          "console.viewer-password", "console.viewer-username is given, and nobody enters without");
    }
    if (username.equals(viewerUsername)) {
      values.reject("console.viewer-username", "expected another name than console.username");
    }
    if (viewerUsername != null && password == null) {
      values.missing("console.password", "the console starts only with it, for a viewer too");
    }
  }
}
