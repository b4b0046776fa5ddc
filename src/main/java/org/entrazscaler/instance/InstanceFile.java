package org.entrazscaler.instance;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of the socket through which a running instance is called. It is where the state is, so
 * that two processes with the same {@code state.url} and working directory use the same socket.
 */
public final class InstanceFile {

  private static final String DATA_DIRECTORY = "data";

  /** Addresses of H2 database files, with or without {@code file:}. */
  private static final Pattern H2_FILE =
      Pattern.compile("jdbc:h2:(?:file:|(?=[./~\\\\]|[A-Za-z]:[/\\\\]))([^;]+).*", Pattern.DOTALL);

  private InstanceFile() {}

  /**
   * The path of the file for a state.
   *
   * @param stateUrl the JDBC address of the state
   * @param workingDirectory base of relative paths
   * @return {@code NAME.instance} next to an H2 database file; otherwise {@code data/HASH.instance}
   *     with a hash of the address
   */
  public static Path of(String stateUrl, Path workingDirectory) {
    Matcher file = H2_FILE.matcher(stateUrl);
    if (file.matches()) {
      Path database = workingDirectory.resolve(expandTilde(file.group(1))).normalize();
      return database.resolveSibling(database.getFileName() + ".instance");
    }
    return workingDirectory.resolve(DATA_DIRECTORY).resolve(hash(stateUrl) + ".instance");
  }

  private static String expandTilde(String path) {
    return path.equals("~") || path.startsWith("~/") || path.startsWith("~\\")
        ? System.getProperty("user.home") + path.substring(1)
        : path;
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }
}
