package org.entrazscaler.settings;

/**
 * One thing that is wrong with the settings.
 *
 * @param key the setting, or empty if a whole file cannot be read
 * @param origin where its value came from, such as {@code application.properties:12} or {@code
 *     environment variable ZSCALER_PRODUCT}, or empty if it was given nowhere
 * @param message what is wrong and what is expected; holds no secret
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
