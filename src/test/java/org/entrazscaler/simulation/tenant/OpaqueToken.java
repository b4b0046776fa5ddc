package org.entrazscaler.simulation.tenant;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of links that only the simulation can read. Each token contains {@code _}, {@code -} and
 * {@code +} (in links {@code %2B}) and a check sum, so that the token of a reader that decodes,
 * encodes or shortens it is refused.
 */
final class OpaqueToken {

  private static final byte[] MASK = "kept out of sight".getBytes(StandardCharsets.US_ASCII);

  private OpaqueToken() {}

  static String encode(String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    String checkSum = checkSum(bytes);
    return "oE_"
        + Base64.getUrlEncoder().withoutPadding().encodeToString(masked(bytes))
        + "+"
        + checkSum
        + "-w";
  }

  /** The token as it is written in a link. */
  static String encodeForLink(String content) {
    return URLEncoder.encode(encode(content), StandardCharsets.UTF_8);
  }

  /** The content; null for a token that {@link #encode} did not make. */
  static @Nullable String decode(String token) {
    int plus = token.indexOf('+');
    if (!token.startsWith("oE_") || plus < 0 || !token.endsWith("-w")) {
      return null;
    }
    try {
      byte[] bytes = masked(Base64.getUrlDecoder().decode(token.substring(3, plus)));
      boolean intact = token.substring(plus + 1, token.length() - 2).equals(checkSum(bytes));
      return intact ? new String(bytes, StandardCharsets.UTF_8) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** An id in the form of assignment ids: 43 characters, base64url. */
  static String assignmentId(String principal, String role, long sequence) {
    byte[] bytes = new byte[32];
    byte[] source = (principal + role + sequence).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < source.length; i++) {
      bytes[i % 32] = (byte) (bytes[i % 32] * 31 + source[i]);
    }
    System.arraycopy(longBytes(sequence), 0, bytes, 24, 8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] longBytes(long value) {
    byte[] bytes = new byte[8];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (value >>> (56 - 8 * i));
    }
    return bytes;
  }

  private static byte[] masked(byte[] bytes) {
    byte[] result = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      result[i] = (byte) (bytes[i] ^ MASK[i % MASK.length]);
    }
    return result;
  }

  private static String checkSum(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return Long.toHexString(sum.getValue());
  }
}
