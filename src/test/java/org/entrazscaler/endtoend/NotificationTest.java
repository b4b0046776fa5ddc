package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NotificationTest {

  private static final Predicate<RecordedRequest> POST_USER = RecordedRequest.of("POST", "/Users");

  @RegisterExtension private final Installation installation = new Installation();

  private final Company company = new Company(installation);

  private List<MimeMessage> mails() {
    return Arrays.asList(installation.mail.getReceivedMessages());
  }

  private static String part(MimeMessage mail, int number) throws MessagingException, IOException {
    Multipart parts = (Multipart) mail.getContent();
    assertThat(parts.getContentType()).startsWith("multipart/alternative");
    assertEquals(2, parts.getCount());
    String type = parts.getBodyPart(number).getContentType();
    assertThat(type).startsWith(number == 0 ? "text/plain" : "text/html");
    return (String) parts.getBodyPart(number).getContent();
  }

  private void refuse(String name, int status) {
    installation
        .zscaler
        .faults()
        .always(POST_USER.and(r -> r.body().contains(name + "@")), ZscalerFault.status(status));
  }

  @Test
  void oneMailGroupsFailuresByCauseWithAdvice() throws Exception {
    installation.set("notification.email", "ops@example.org,desk@example.org");
    installation.set("mail.from", "provisioning@example.org");
    installation.zscaler.change(options -> options.domains("example.com"));
    company.hire(4);
    for (String name : List.of("eve", "mallory")) {
      installation
          .entra()
          .assign(installation.entra().addUser("Jürgen " + name, name + "@elsewhere.example"));
    }
    refuse("person2", 400);

    assertEquals(1, installation.cycle().exitStatus());

    // One message, delivered to both recipients.
    Set<String> recipients = new TreeSet<>();
    Set<String> ids = new TreeSet<>();
    for (MimeMessage mail : mails()) {
      ids.add(mail.getMessageID());
      for (Address address : mail.getRecipients(Message.RecipientType.TO)) {
        recipients.add(address.toString());
      }
    }
    assertEquals(Set.of("ops@example.org", "desk@example.org"), recipients);
    assertEquals(1, ids.size());
    MimeMessage mail = mails().get(0);
    assertEquals("provisioning@example.org", mail.getFrom()[0].toString());
    assertThat(mail.getSubject()).contains("3 objects");
    for (int part = 0; part < 2; part++) {
      String text = part(mail, part);
      assertThat(text).contains("2 objects: InvalidDomain");
      assertThat(text).contains("1 object: UnprocessableEntity");
      assertThat(text).contains("To do:", "retry");
      assertThat(text).contains("eve@elsewhere.example");
      assertThat(text).contains("person2@example.com");
      assertThat(text).doesNotContain("person1@");
      for (String secret :
          List.of(installation.zscaler.secretToken(), installation.tenant.clientSecret())) {
        assertThat(text).doesNotContain(secret);
      }
    }
  }

  @Test
  void aCycleWithoutNewFailuresSendsNoMail() {
    company.hire(3);
    installation.cycle();
    assertEquals(0, mails().size());

    refuse("ada", 400);
    String ada = company.hire("ada", "Research");
    installation.cycle();
    assertEquals(1, mails().size());
    installation.cycle();
    installation.entra().updateUser(ada, "department", "Sales");
    installation.cycle();
    assertEquals(1, mails().size());

    refuse("bob", 400);
    company.hire("bob", "Research");
    installation.cycle();
    assertEquals(2, mails().size());
  }

  @Test
  void anOutageIsReportedOnceAndAgainWhenItRecurs() throws Exception {
    company.hire(2);
    installation.zscaler.faults().always(RecordedRequest.any(), ZscalerFault.status(503));
    installation.cycle();
    installation.cycle();
    assertEquals(1, mails().size());
    assertThat(mails().get(0).getSubject()).contains("stopped");
    assertThat(part(mails().get(0), 0)).contains("Nothing is lost");

    installation.zscaler.faults().clear();
    assertEquals(0, installation.cycle().exitStatus());
    installation.zscaler.faults().always(RecordedRequest.any(), ZscalerFault.status(503));
    company.hire("ada", "Research");
    installation.cycle();
    assertEquals(2, mails().size());
  }

  @Test
  void aMailThatCannotBeSentIsSentAfterTheNextCycle() {
    company.hire(3);
    refuse("person2", 400);
    String port = String.valueOf(installation.mail.getSmtp().getPort());
    installation.set("mail.port", "1");

    assertEquals(1, installation.cycle().exitStatus());
    assertEquals("Research", company.account("person3").department());
    assertEquals(0, mails().size());

    installation.set("mail.port", port);
    installation.cycle();
    assertEquals(1, mails().size());
  }

  @Test
  void anEditedTemplateIsUsedAndABrokenOneLosesNoMail() throws Exception {
    company.hire(1);
    refuse("person1", 400);
    installation.edit("notify.camel.yaml", "To do: [[&advice]]", "Duty: [[#advice]]");

    assertEquals(1, installation.cycle().exitStatus());
    assertEquals(0, mails().size());

    installation.edit("notify.camel.yaml", "Duty: [[#advice]]", "Duty: [[&advice]]");
    installation.cycle();
    assertEquals(1, mails().size());
    assertThat(part(mails().get(0), 0)).contains("Duty: ");
    assertNull(mails().get(0).getHeader("MustacheTemplate"));
  }

  @Test
  void aStoppedCycleEndsAsUsualWithoutAMailServer() {
    company.hire(1);
    installation.set("mail.port", "1").set("entra.authority", "http://127.0.0.1:9");

    Installation.Result cycle = installation.cycle();

    assertEquals(3, cycle.exitStatus(), cycle.out());
    assertThat(cycle.out()).contains("entra.authority");
  }

  @Test
  void noMailIsSentIfTheSettingIsOff() {
    installation.set("notification.on-failure", "false");
    company.hire(1);
    refuse("person1", 400);

    assertEquals(1, installation.cycle().exitStatus());

    assertEquals(0, mails().size());
  }

  @Test
  void namesInjectNeitherHeadersNorMarkup() throws Exception {
    installation
        .entra()
        .assign(
            installation
                .entra()
                .addUser(
                    "x",
                    "mallory\r\nBcc: all@example.org@example.com",
                    Map.of("displayName", "<script>alert(1)</script>\r\nBcc: all@example.org")));
    String group = company.group("<b>Sales</b>\r\nBcc: all@example.org\r\n\r\nA body", List.of());
    installation.zscaler.faults().always(RecordedRequest.anyWrite(), ZscalerFault.status(400));

    installation.cycle();

    assertEquals(1, mails().size(), group);
    MimeMessage mail = mails().get(0);
    assertEquals("ops@example.org", mail.getAllRecipients()[0].toString());
    assertEquals(1, mail.getAllRecipients().length);
    assertNull(mail.getHeader("Bcc"));
    assertThat(part(mail, 1)).doesNotContain("<b>Sales");
    assertThat(Collections.list(mail.getAllHeaderLines())).noneMatch(l -> l.startsWith("Bcc"));
    // A separate line would look like a line of the mail itself.
    assertThat(part(mail, 0).lines()).as(part(mail, 0)).noneMatch(line -> line.startsWith("Bcc"));
  }
}
