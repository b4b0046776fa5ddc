package org.entrazscaler.store;

import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the state lies and how to open it.
 *
 * @param url JDBC address as set, such as {@code jdbc:h2:file:./data/state}
 * @param username user of the database, or null
 * @param password password of that user, or null
 * @param encryptionPassword password that an embedded database file is encrypted with, or null for
 *     a file that is not encrypted
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

  /**
   * A state that nobody else sees and that is gone when it is closed.
   *
   * @return its address, another one each time
   */
  public static StateAddress inMemory() {
    return new StateAddress(H2_MEMORY + UUID.randomUUID(), null, null, null);
  }

  boolean memory() {
    return url.startsWith(H2_MEMORY);
  }

  boolean embedded() {
    return url.startsWith(H2_FILE);
  }

  /**
   * The folder of the files that belong to the state on this machine.
   *
   * @param workingDirectory what relative paths count from
   * @return folder of the embedded database file, or {@code data} for a database server
   */
  public Path directory(Path workingDirectory) {
    if (!embedded()) {
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

  /** What follows the file's name in the address: H2's options, each after a semicolon, or "". */
  String options() {
    int options = url.indexOf(';');
    return options < 0 ? "" : url.substring(options);
  }

  /**
   * The address without what may be confidential in it.
   *
   * @return the URL up to its options
   */
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
