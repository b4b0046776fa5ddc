package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMailUtil;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;

/** Scheduled reconciliations. */
class ScheduledReconcileTest extends ProvisionedCompany {

  @Test
  void differencesAreMailedOnceAndRepairedIfConfigured() throws Exception {
    new Company(installation).hire("ada", "Research");
    cycle();
    installation.zscaler.editUser("ada@example.com", user -> user.put("displayName", "X"));
    installation
        .set("provisioning.schedule", "0 0 0 1 1 ? 2099")
        .set("provisioning.reconcile-schedule", "* * * * * ?");
    try (ServiceThread service = ServiceThread.start(installation)) {
      await()
          .atMost(ProgramProcess.PATIENCE)
          .until(() -> installation.mail.getReceivedMessages().length > 0);
      int reconciledBefore = reconciliations();
      await().atMost(ProgramProcess.PATIENCE).until(() -> reconciliations() > reconciledBefore + 2);
      assertTrue(service.isRunning(), service::all);
    }

    MimeMessage[] mails = installation.mail.getReceivedMessages();
    assertEquals(1, mails.length);
    assertThat(mails[0].getSubject()).contains("1 difference");
    String text = GreenMailUtil.getBody(mails[0]);
    assertThat(text).contains("displayName should be");
    assertEquals("X", user("ada@example.com").attributes().path("displayName").asText());

    installation.set("provisioning.reconcile", "fix");
    try (ServiceThread service = ServiceThread.start(installation)) {
      await()
          .atMost(ProgramProcess.PATIENCE)
          .until(
              () ->
                  user("ada@example.com")
                      .attributes()
                      .path("displayName")
                      .asText()
                      .equals("ada Example"));
      assertTrue(service.isRunning(), service::all);
    }
    assertEquals(1, installation.mail.getReceivedMessages().length);
  }

  /** How often the list of users was read. */
  private int reconciliations() {
    return installation.zscaler.count(Company.page());
  }
}
