package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.icegreen.greenmail.util.GreenMailUtil;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Objects;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerFault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code Redact}: the value is written to Zscaler and not shown in logs, dead letters or mails. */
class RedactTest {

  private static final String SECRET = "Secret Project";

  @RegisterExtension private final Installation installation = new Installation();

  private String ada;

  @BeforeEach
  void install() {
    installation.edit(
        "user-mapping.camel.yaml",
        "User:department: [department]",
        "User:department: Redact([department])");
    ada = installation.entra().addUser("Ada Example", "ada@example.com");
    installation.entra().updateUser(ada, "department", SECRET);
    installation.entra().assign(ada, installation.entra().userRole());
  }

  @Test
  void theValueIsWrittenAndTheLogDoesNotShowIt() {
    assertEquals(0, installation.cycle().exitStatus());
    assertEquals(
        SECRET, Objects.requireNonNull(installation.zscaler.user("ada@example.com")).department());

    installation.entra().updateUser(ada, "department", SECRET + " 2");
    assertEquals(0, installation.cycle().exitStatus());

    assertEquals(
        SECRET + " 2",
        Objects.requireNonNull(installation.zscaler.user("ada@example.com")).department());
    for (String form : new String[] {"--json", "--csv"}) {
      String log = installation.execute("logs", form).out();
      assertThat(log).contains("ada@example.com");
      assertThat(log).doesNotContain(SECRET);
    }
    assertThat(installation.execute("logs", "--json").out()).contains("\"newValue\":\"[Redact]\"");
  }

  @Test
  void aPlanDoesNotShowTheValueAndIsApplied() throws Exception {
    Installation.Result plan = installation.execute("plan", "--save", "the.plan");
    assertEquals(0, plan.exitStatus(), plan.err());
    String saved = Files.readString(installation.directory.resolve("the.plan"));
    String shown = plan.out() + plan.err() + saved + installation.execute("plan", "--json").out();
    assertThat(plan.out()).contains("[Redact]");
    assertThat(shown).doesNotContain(SECRET);
    Installation.Result applied = installation.execute("apply", "the.plan");
    assertEquals(0, applied.exitStatus(), applied.out());
    assertEquals(
        SECRET, Objects.requireNonNull(installation.zscaler.user("ada@example.com")).department());

    installation.entra().updateUser(ada, "department", SECRET + " 2");
    installation.execute("plan", "--save", "the.plan");
    installation.entra().updateUser(ada, "department", SECRET + " 3");
    applied = installation.execute("apply", "the.plan");
    assertEquals(1, applied.exitStatus(), "the value has changed since it was planned");
    assertThat(applied.out()).contains("department");
    assertThat(applied.out()).doesNotContain(SECRET);
  }

  @Test
  void aRefusalDoesNotShowTheValue() throws Exception {
    installation
        .zscaler
        .faults()
        .next(
            RecordedRequest.of("POST", "/Users"),
            new ZscalerFault.Refusal(
                400,
                "application/scim+json",
                """
                {"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": "400",
                 "detail": "The department secret project is too long"}\
                """));

    Installation.Result result = installation.cycle();

    assertEquals(1, result.exitStatus(), result.err());
    String shown =
        result.out()
            + result.err()
            + installation.execute("status").out()
            + installation.execute("logs", "--json").out()
            + GreenMailUtil.getBody(installation.mail.getReceivedMessages()[0]);
    assertThat(shown).contains("[Redact] is too long");
    assertThat(shown.toLowerCase(Locale.ROOT)).as(shown).doesNotContain("secret project");
  }
}
