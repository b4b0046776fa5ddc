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
 * Replaces values that must not be shown: equal values have equal fingerprints within one plan, and
 * the fingerprints of another plan say nothing about them. Immutable.
 */
final class Fingerprints {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 16;

  private final byte[] salt;

  private Fingerprints(byte[] salt) {
    this.salt = salt;
  }

  /** Creates fingerprints with a new salt. */
  static Fingerprints create() {
    byte[] salt = new byte[BYTES];
    new SecureRandom().nextBytes(salt);
    return new Fingerprints(salt);
  }

  /**
   * Creates the fingerprints of a saved plan.
   *
   * @throws IllegalArgumentException if the text is not a salt
   */
  static Fingerprints withSalt(String salt) {
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

  /** The fingerprint of a value; null if the value is null. */
  @Nullable String fingerprint(@Nullable JsonNode value) {
    if (value == null) {
      return null;
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(salt, ALGORITHM));
      return HexFormat.of()
          .formatHex(mac.doFinal(value.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JVM has " + ALGORITHM, e);
    }
  }
}
