package org.entrazscaler.console;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A user of the console. Immutable. It stores a hash of the password, and compares in constant
 * time.
 */
final class ConsoleAccount {

  private final String name;
  private final byte[] passwordHash;

  /**
   * Creates an account.
   *
   * @param name the user's name, not blank
   * @param password the user's password, not empty
   * @throws IllegalArgumentException if one is missing
   */
  ConsoleAccount(String name, String password) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A user of the console has no name");
    }
    if (password.isEmpty()) {
      throw new IllegalArgumentException("The console's user " + name + " has no password");
    }
    this.name = name;
    this.passwordHash = hash(password.toCharArray());
  }

  /** The user name for the log-in. */
  String name() {
    return name;
  }

  /** Whether name and password are correct, in the same time for a wrong name or password. */
  boolean matches(String givenName, char[] givenPassword) {
    boolean sameName =
        MessageDigest.isEqual(hash(name.toCharArray()), hash(givenName.toCharArray()));
    boolean samePassword = MessageDigest.isEqual(passwordHash, hash(givenPassword));
    return sameName & samePassword;
  }

  private static byte[] hash(char[] text) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(StandardCharsets.UTF_8.encode(CharBuffer.wrap(text)).array());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
