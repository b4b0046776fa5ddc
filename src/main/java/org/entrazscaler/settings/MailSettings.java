package org.entrazscaler.settings;

import org.jspecify.annotations.Nullable;

/**
 * The SMTP server: {@code mail.*}.
 *
 * @param host its name or address; null: no mail is sent
 * @param port its port; not given, the usual one of the security: 25, 587 or 465
 * @param username who logs in there; null: nobody
 * @param password that user's password
 * @param from the sender; not given, the user name if that is an address, or else the first
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
          "expected starttls or tls: without either, mail.password would be shown to the network"
              + " (none is taken with a password for loopback addresses alone)");
    }
    if (password != null && username == null) {
      values.missing("mail.username", "mail.password is given, so say whose it is");
    }
    if (host == null && !values.isGiven("mail.host") && !notification.email().isEmpty()) {
      values.missing("mail.host", "notification.email is given, so name the SMTP server to use");
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
