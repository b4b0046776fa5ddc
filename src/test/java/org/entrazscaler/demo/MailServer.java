package org.entrazscaler.demo;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.List;

/** An SMTP server on loopback that requires authentication. Not safe for use by several threads. */
final class MailServer implements AutoCloseable {

  static final String USER = "provisioning@contoso.com";
  static final String PASSWORD = "smtp-password-of-the-demo";

  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private int shown;

  MailServer() {
    server.setUser(USER, USER, PASSWORD);
    server.start();
  }

  int port() {
    return server.getSmtp().getPort();
  }

  /** One line for each mail that arrived since the last call. */
  List<String> newMails() {
    List<String> lines = new ArrayList<>();
    MimeMessage[] messages = server.getReceivedMessages();
    for (; shown < messages.length; shown++) {
      try {
        lines.add(
            "To " + messages[shown].getAllRecipients()[0] + ": " + messages[shown].getSubject());
      } catch (MessagingException e) {
        throw new IllegalStateException("a mail cannot be read", e);
      }
    }
    return lines;
  }

  @Override
  public void close() {
    server.stop();
  }
}
