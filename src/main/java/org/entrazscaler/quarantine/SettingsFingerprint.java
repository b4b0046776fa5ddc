package org.entrazscaler.quarantine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.entrazscaler.camel.Fingerprint;
import org.entrazscaler.camel.MappingsInForce;
import org.entrazscaler.settings.Secret;
import org.entrazscaler.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Detects whether settings, secrets, mappings or filters have changed, without storing them: a
 * fingerprint with its own key (HMAC with SHA-256).
 */
final class SettingsFingerprint {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 16;
  private static final String[] GROUPS = {"entra.", "zscaler.", "provisioning."};

  private final Settings settings;
  private final Supplier<MappingsInForce> inForce;

  SettingsFingerprint(Settings settings, Supplier<MappingsInForce> inForce) {
    this.settings = settings;
    this.inForce = inForce;
  }

  /** The fingerprint of the current settings. */
  String create() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return fingerprint(key);
  }

  /** Whether a fingerprint is of the current settings. */
  boolean matches(String fingerprint) {
    int end = fingerprint.indexOf(':');
    return end > 0
        && fingerprint(HexFormat.of().parseHex(fingerprint.substring(0, end))).equals(fingerprint);
  }

  private String fingerprint(byte[] key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update(content().getBytes(StandardCharsets.UTF_8));
      mac.update(certificate(settings.entra().certificateFile()));
      return HexFormat.of().formatHex(key) + ":" + HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JVM has " + ALGORITHM + ".", e);
    }
  }

  private String content() {
    TreeMap<String, String> values = new TreeMap<>(settings.placeholders());
    values.keySet().removeIf(key -> !inGroups(key));
    return values
        + "\n"
        + secret(settings.entra().clientSecret())
        + "\n"
        + secret(settings.entra().certificatePassword())
        + "\n"
        + secret(settings.zscaler().secretToken())
        + "\n"
        + Fingerprint.of(inForce.get(), settings);
  }

  private static boolean inGroups(String key) {
    for (String group : GROUPS) {
      if (key.startsWith(group)) {
        return true;
      }
    }
    return false;
  }

  private static String secret(@Nullable Secret secret) {
    return secret == null ? "" : secret.reveal();
  }

  private static byte[] certificate(@Nullable Path file) {
    try {
      return file == null ? new byte[0] : Files.readAllBytes(file);
    } catch (IOException e) {
      // The sign-in reports a file that cannot be read.
      return new byte[0];
    }
  }
}
