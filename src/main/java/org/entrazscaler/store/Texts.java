package org.entrazscaler.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Converts texts of other systems for the columns of the state. */
public final class Texts {

  private Texts() {}

  /**
   * Shortens a text that is too long, without splitting a character, and replaces what PostgreSQL
   * cannot store: U+0000 and lone surrogates.
   */
  public static String fitting(String text, int most) {
    StringBuilder fitting = new StringBuilder(Math.min(text.length(), most));
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      at += Character.charCount(character);
      int remaining = most - fitting.length();
      if (remaining < Character.charCount(character) + (at < text.length() ? 1 : 0)) {
        return fitting.append('\u2026').toString();
      }
      boolean storable = character != 0 && Character.getType(character) != Character.SURROGATE;
      fitting.appendCodePoint(storable ? character : '\ufffd');
    }
    return fitting.toString();
  }

  /** SHA-256 in hexadecimal. */
  public static String digest(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
