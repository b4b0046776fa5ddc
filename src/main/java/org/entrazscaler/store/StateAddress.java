package org.entrazscaler.store;

import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The address of the state and its credentials.
 *
 * @param url {@code state.url}, such as {@code jdbc:h2:file:./data/state}
 * @param username user of the database, or null
 * @param password password of that user, or null
 * @param encryptionPassword password of an encrypted H2 file; null if not encrypted
 */
public record StateAddress(
    String url,
    @Nullable String username,
    @Nullable String password,
    @Nullable String encryptionPassword) {

  private static final String H2_FILE = "jdbc:h2:file:";
  private static final String H2_MEMORY = "jdbc:h2:mem:";
  static final String POSTGRESQL = "jdbc:postgresql:";

  /** Checks the components. */
  public StateAddress {
    Objects.requireNonNull(url, "url");
    if (!url.startsWith(H2_FILE) && !url.startsWith(H2_MEMORY) && !url.startsWith(POSTGRESQL)) {
      throw new StateException(
          "state.url must begin with "
              + H2_FILE
              + " or "
              + POSTGRESQL
              + ", not "
              + shown(url)
              + ".",
          null);
    }
    if (encryptionPassword != null && !url.startsWith(H2_FILE)) {
      throw new StateException(
          "state.encryption-password encrypts the embedded database file; with "
              + POSTGRESQL
              + " let the server encrypt its storage, and remove the setting.",
          null);
    }
  }

  /** The address of a new private state in memory, which disappears when it is closed. */
  public static StateAddress inMemory() {
    return new StateAddress(H2_MEMORY + UUID.randomUUID(), null, null, null);
  }

  boolean isInMemory() {
    return url.startsWith(H2_MEMORY);
  }

  boolean isEmbedded() {
    return url.startsWith(H2_FILE);
  }

  /**
   * The folder for the files of the state on this machine: the folder of the H2 file, or {@code
   * data} for a database server.
   *
   * @param workingDirectory base of relative paths
   */
  public Path directory(Path workingDirectory) {
    if (!isEmbedded()) {
      return workingDirectory.resolve("data");
    }
    Path parent = file(workingDirectory).getParent();
    return parent == null ? workingDirectory : parent;
  }

  Path file(Path workingDirectory) {
    String path = url.substring(H2_FILE.length());
    int options = path.indexOf(';');
    if (options >= 0) {
      path = path.substring(0, options);
    }
    if (path.startsWith("~/")) {
      return Path.of(System.getProperty("user.home")).resolve(path.substring(2)).normalize();
    }
    return workingDirectory.resolve(path).normalize().toAbsolutePath();
  }

  /** H2's options after the file name in the address, each with a semicolon, or "". */
  String options() {
    int options = url.indexOf(';');
    return options < 0 ? "" : url.substring(options);
  }

  /** The URL without its options, which may be confidential. */
  @Override
  public String toString() {
    return shown(url);
  }

  private static String shown(String url) {
    int end = url.length();
    for (char c : new char[] {';', '?'}) {
      int at = url.indexOf(c);
      end = at >= 0 ? Math.min(end, at) : end;
    }
    return url.substring(0, end);
  }
}
