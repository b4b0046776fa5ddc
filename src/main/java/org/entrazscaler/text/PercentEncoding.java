package org.entrazscaler.text;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The encoding of text in addresses (RFC 3986, section 2.1). */
public final class PercentEncoding {

  private static final String ALPHANUMERIC =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  /** Characters beside letters and digits that need no encoding anywhere (section 2.3). */
  private static final String UNRESERVED = "-._~";

  private PercentEncoding() {}

  /**
   * Encodes all characters that are not unreserved, so that no intermediary interprets them.
   *
   * @param text any text
   * @return ASCII
   */
  public static String encode(String text) {
    return encode(text, UNRESERVED);
  }

  /**
   * Encodes all but letters of ASCII, digits, and some other characters.
   *
   * @param text any text
   * @param allowed other characters of ASCII that stay as they are
   * @return ASCII
   */
  public static String encode(String text, String allowed) {
    StringBuilder out = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xFF);
      if (ALPHANUMERIC.indexOf(c) >= 0 || allowed.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
      }
    }
    return out.toString();
  }
}
