package org.entrazscaler.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Stands for values that may not be shown: equal values have equal fingerprints within one plan,
 * and another plan's tell nothing of them. Immutable.
 */
final class Fingerprints {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 16;

  private final byte[] salt;

  private Fingerprints(byte[] salt) {
    this.salt = salt;
  }

  /** With a salt of its own. */
  static Fingerprints fresh() {
    byte[] salt = new byte[BYTES];
    new SecureRandom().nextBytes(salt);
    return new Fingerprints(salt);
  }

  /**
   * As those of a plan that was kept.
   *
   * @throws IllegalArgumentException if the text is no salt
   */
  static Fingerprints of(String salt) {
    byte[] bytes = Base64.getDecoder().decode(salt);
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a salt of " + bytes.length + " bytes");
    }
    return new Fingerprints(bytes);
  }

  /** The salt as text. */
  String salt() {
    return Base64.getEncoder().encodeToString(salt);
  }

  /** The fingerprint of a value; null for none. */
  @Nullable String of(@Nullable JsonNode value) {
    if (value == null) {
      return null;
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(salt, ALGORITHM));
      return HexFormat.of()
          .formatHex(mac.doFinal(value.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM, e);
    }
  }
}
