package org.entrazscaler.settings;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a setting.
 *
 * @param key its key in a properties file
 * @param defaultValue its default in the form of a properties file; null if it has none
 * @param secret whether it is a password or token, which may come from a file and is never shown
 */
record Setting(String key, @Nullable String defaultValue, boolean secret) {

  /** The end of a key that names the file with the secret. */
  static final String FILE = "-file";

  /** The environment variable of a key: capitals, underscores for dots and hyphens. */
  static String environmentVariable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** The key that names the file with the secret. */
  String fileKey() {
    return key + FILE;
  }
}
