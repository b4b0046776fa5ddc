package org.entrazscaler.settings;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A setting that there is.
 *
 * @param key its name in a properties file
 * @param defaultValue what holds if nobody gives it, as it would be written in a properties file;
 *     null if nothing does
 * @param secret whether it is a password or token, which may come from a file and is never shown
 */
record Setting(String key, @Nullable String defaultValue, boolean secret) {

  /** What a key ends with that names a file holding the secret. */
  static final String FILE = "-file";

  /** The environment variable of a key: capitals, underscores for dots and hyphens. */
  static String environmentVariable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** The key that names a file with the secret's value. */
  String fileKey() {
    return key + FILE;
  }
}
