package org.entrazscaler.settings;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The notification of failures: {@code notification.*}.
 *
 * @param email Notification Email: the addresses; may be empty
 * @param onFailure whether a mail is sent when a failure occurs
 */
public record NotificationSettings(List<String> email, boolean onFailure) {

  private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;\"]+@[^\\s@<>,;\"]+");

  static NotificationSettings read(ValueReader values) {
    return new NotificationSettings(
        values.list(
            "notification.email",
            NotificationSettings::isAddress,
            "mail addresses, separated by commas"),
        values.trueOrFalse("notification.on-failure"));
  }

  /**
   * The same settings without notification.
   *
   * @return a copy
   */
  public NotificationSettings silent() {
    return new NotificationSettings(email, false);
  }

  static boolean isAddress(String text) {
    return ADDRESS.matcher(text).matches();
  }
}
