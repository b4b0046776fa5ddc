package org.entrazscaler.notify;

import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.net.InetSocketAddress;
import java.util.Properties;
import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.entrazscaler.connection.Proxies;
import org.entrazscaler.settings.MailSettings;
import org.entrazscaler.settings.MailSettings.Security;
import org.jspecify.annotations.Nullable;

/**
 * Sends the mails of the routes. The session is created for the first mail, because Jakarta Mail
 * then searches every jar for mail providers, and most commands send no mail. The password stays in
 * the session and is in no endpoint URI. Safe for use by several threads.
 */
public final class MailSender extends DefaultJavaMailSender {

  private final MailSettings settings;
  private @Nullable Session session;

  /** Creates a sender without a session. */
  public MailSender(MailSettings settings) {
    this.settings = settings;
    setProtocol(scheme(settings));
    setHost(settings.host());
    setPort(settings.port());
  }

  /** The scheme of camel-mail for the security setting. */
  public static String scheme(MailSettings settings) {
    return settings.security() == Security.TLS ? "smtps" : "smtp";
  }

  @Override
  public synchronized Session getSession() {
    if (session == null) {
      session = session(settings);
    }
    return session;
  }

  private static Session session(MailSettings settings) {
    String protocol = "mail." + scheme(settings) + ".";
    Properties properties = new Properties();
    properties.setProperty("mail.transport.protocol", scheme(settings));
    properties.setProperty(protocol + "host", String.valueOf(settings.host()));
    properties.setProperty(protocol + "port", String.valueOf(settings.port()));
    properties.setProperty(protocol + "connectiontimeout", "20000");
    properties.setProperty(protocol + "timeout", "60000");
    properties.setProperty(protocol + "ssl.checkserveridentity", "true");
    if (settings.security() == Security.STARTTLS) {
      properties.setProperty(protocol + "starttls.enable", "true");
      properties.setProperty(protocol + "starttls.required", "true");
    }
    proxy(settings, properties, protocol);
    if (settings.username() == null || settings.password() == null) {
      return Session.getInstance(properties);
    }
    properties.setProperty(protocol + "auth", "true");
    String username = settings.username();
    String password = settings.password().reveal();
    return Session.getInstance(
        properties,
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication(username, password);
          }
        });
  }

  /** Sets the proxy, because Jakarta Mail does not use the proxies of the JVM. */
  private static void proxy(MailSettings settings, Properties properties, String protocol) {
    InetSocketAddress proxy =
        settings.host() == null ? null : Proxies.httpProxy(settings.host(), settings.port());
    if (proxy == null) {
      return;
    }
    properties.setProperty(protocol + "proxy.host", proxy.getHostString());
    properties.setProperty(protocol + "proxy.port", String.valueOf(proxy.getPort()));
    java.net.PasswordAuthentication login = Proxies.credentials();
    if (login != null) {
      properties.setProperty(protocol + "proxy.user", login.getUserName());
      properties.setProperty(protocol + "proxy.password", new String(login.getPassword()));
    }
  }
}
