package org.entrazscaler.settings;

/**
 * An error in the settings.
 *
 * @param key the setting; empty if a whole file cannot be read
 * @param origin where the value is set, such as {@code application.properties:12} or {@code
 *     environment variable ZSCALER_PRODUCT}; empty if it is not set
 * @param message what is wrong and what is expected; contains no secret
 */
public record SettingsProblem(String key, String origin, String message) {

  /** The problem in one line: {@code origin: key message}. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder();
    if (!origin.isEmpty()) {
      line.append(origin).append(": ");
    }
    if (!key.isEmpty()) {
      line.append(key).append(' ');
    }
    return line.append(message).toString();
  }
}
