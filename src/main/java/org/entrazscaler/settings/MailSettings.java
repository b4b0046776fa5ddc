package org.entrazscaler.settings;

import org.jspecify.annotations.Nullable;

/**
 * The SMTP server: {@code mail.*}.
 *
 * @param host its name or address; null: no mail is sent
 * @param port its port; if not set, the usual port of the security: 25, 587 or 465
 * @param username the user for the login; null: no login
 * @param password the password of that user
 * @param from the sender; if not set, the user name if it is an address, otherwise the first
 *     notification address; null if there is neither
 * @param security how the connection is protected
 */
public record MailSettings(
    @Nullable String host,
    int port,
    @Nullable String username,
    @Nullable Secret password,
    @Nullable String from,
    Security security) {

  /** How the connection to the SMTP server is protected. */
  public enum Security {
    /** Not at all. */
    NONE(25),
    /** By TLS after a plain greeting, RFC 3207. */
    STARTTLS(587),
    /** By TLS from the beginning, RFC 8314 section 3.3. */
    TLS(465);

    private final int usualPort;

    Security(int usualPort) {
      this.usualPort = usualPort;
    }
  }

  static MailSettings read(ValueReader values, NotificationSettings notification) {
    Security security = values.oneOf("mail.security", Security.class);
    String host =
        values.text(
            "mail.host",
            text -> text.matches("[\\p{L}\\p{N}._:\\[\\]-]+") && !text.matches("[^:]*:\\d*"),
            "a name or an address, without scheme and port (the port is mail.port)");
    Integer port = values.wholeNumber("mail.port", 1, 65535);
    String username = values.text("mail.username");
    Secret password = values.secret("mail.password");
    String from = values.text("mail.from", NotificationSettings::isAddress, "one mail address");
    if (security == Security.NONE && password != null && host != null && !Loopback.contains(host)) {
      values.reject(
          "mail.security",
          "expected starttls or tls: otherwise mail.password would be sent unencrypted (none with a"
              + " password is allowed only for loopback addresses)");
    }
    if (password != null && username == null) {
      values.missing("mail.username", "mail.password is set and needs its user name");
    }
    if (host == null && !values.isSet("mail.host") && !notification.email().isEmpty()) {
      values.missing("mail.host", "notification.email is set and needs an SMTP server");
    }
    return new MailSettings(
        host,
        port == null ? security.usualPort : port,
        username,
        password,
        from == null ? sender(username, notification) : from,
        security);
  }

  private static @Nullable String sender(
      @Nullable String username, NotificationSettings notification) {
    if (username != null && NotificationSettings.isAddress(username)) {
      return username;
    }
    return notification.email().isEmpty() ? null : notification.email().get(0);
  }
}
