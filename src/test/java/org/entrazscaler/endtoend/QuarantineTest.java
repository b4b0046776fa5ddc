package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.http.PlannedFault;
import org.entrazscaler.simulation.tenant.GraphFault;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What starts a quarantine, what it blocks, and what lifts it. */
class QuarantineTest {

  private static final Predicate<RecordedRequest> POST_USER = RecordedRequest.of("POST", "/Users");
  private static final Predicate<RecordedRequest> PATCH_GROUP =
      RecordedRequest.of("PATCH", "/Groups");

  @RegisterExtension private final Installation installation = new Installation();

  private final Company company = new Company(installation);

  private String cycle(int exitStatus) {
    Installation.Result result = installation.cycle();
    assertEquals(exitStatus, result.exitStatus(), result.out() + result.err());
    return result.out() + result.err();
  }

  private JsonNode quarantine() {
    return installation.status().path("quarantine");
  }

  private String reason() {
    return quarantine().path("reason").asText();
  }

  private Duration untilNextAttempt() {
    return Duration.between(
        Instant.parse(quarantine().path("currentBegan").asText()),
        Instant.parse(quarantine().path("nextAttempt").asText()));
  }

  private List<String> subjects() {
    return Arrays.stream(installation.mail.getReceivedMessages())
        .map(
            mail -> {
              try {
                return mail.getSubject().replaceFirst(" \\(cycle .*", "");
              } catch (MessagingException e) {
                throw new IllegalStateException(e);
              }
            })
        .toList();
  }

  private PlannedFault refuseToken() {
    return installation.zscaler.faults().always(RecordedRequest.any(), ZscalerFault.status(401));
  }

  /**
   * Lowers the thresholds: more than 40 percent of the objects from three failures on, more than
   * five failures, or more than eight including members.
   */
  private void lowerThresholds() {
    installation
        .set("quarantine.evaluated-from", "3")
        .set("quarantine.failures", "5")
        .set("quarantine.all", "8");
  }

  @Test
  void aRefusedTokenCostsOneProbePerCycleUntilItIsAccepted() {
    company.hire(2);
    cycle(0);
    assertTrue(quarantine().isNull(), quarantine().toString());
    company.hire("ada", "Research");
    PlannedFault refusal = refuseToken();

    String output = cycle(3);
    assertThat(output).contains("In quarantine since");
    assertEquals("EncounteredQuarantineException", reason());
    assertEquals(1, quarantine().path("attempts").asInt());
    assertThat(quarantine().path("cause").asText()).contains("zscaler.secret-token");
    String refusedCycle = installation.status().at("/lastCycle/id").asText();

    installation.zscaler.forgetRequests();
    installation.tenant.requests().clear();
    output = cycle(4);
    assertThat(output).contains("EncounteredQuarantineException");
    assertThat(output).contains("zscaler.secret-token");
    assertEquals(1, installation.zscaler.requests().size());
    assertEquals(0, installation.tenant.requests().all().size());
    assertEquals(refusedCycle, installation.status().at("/lastCycle/id").asText());
    assertThat(installation.execute("status").out()).contains("Quarantine:");
    assertEquals(List.of("Zscaler provisioning is in quarantine"), subjects());

    refusal.stop();
    cycle(0);
    assertEquals("Research", company.account("ada").department());
    assertTrue(quarantine().isNull(), quarantine().toString());
    assertEquals(
        List.of(
            "Zscaler provisioning is in quarantine", "Zscaler provisioning is out of quarantine"),
        subjects());

    cycle(0);
    assertEquals(2, subjects().size());
  }

  @Test
  void aCorrectTokenLiftsTheQuarantineAndAnotherWrongOneDoesNot() throws Exception {
    company.hire(1);
    String token = installation.zscaler.rotateToken();
    cycle(3);
    cycle(4);

    installation.set("zscaler.secret-token", "still-a-wrong-token");
    cycle(3);
    assertEquals(2, quarantine().path("attempts").asInt());
    cycle(4);
    assertEquals(1, subjects().size());

    installation.set("zscaler.secret-token", token);
    installation.zscaler.forgetRequests();
    cycle(0);
    assertEquals("Research", company.account("person1").department());
  }

  @Test
  void attemptsBecomeRarerAndAReminderIsSentDaily() {
    company.hire(1);
    refuseToken();
    cycle(3);
    assertEquals(Duration.ofHours(6), untilNextAttempt());

    installation.clock.advance(Duration.ofHours(5));
    cycle(4);
    installation.clock.advance(Duration.ofHours(1));
    cycle(3);
    assertEquals(Duration.ofHours(12), untilNextAttempt());
    assertEquals(1, subjects().size());
    installation.clock.advance(Duration.ofHours(6));
    cycle(3);
    assertEquals(Duration.ofHours(24), untilNextAttempt());
    installation.clock.advance(Duration.ofHours(12));
    cycle(3);
    assertEquals(4, quarantine().path("attempts").asInt());
    assertEquals(
        List.of(
            "Zscaler provisioning is in quarantine", "Zscaler provisioning is in quarantine still"),
        subjects());

    installation.clock.advance(Duration.ofHours(20));
    assertEquals(0, installation.execute("retry", "--all").exitStatus());
    cycle(4);
    installation.clock.advance(Duration.ofDays(40));
    cycle(3);
    assertEquals(3, subjects().size());
  }

  @Test
  void aRefusedSignInIsProbedByTheSignInOnly() {
    company.hire(1);
    cycle(0);
    company.hire("ada", "Research");
    installation.set("entra.client-secret", "wrong");

    cycle(3);
    assertEquals("EncounteredQuarantineException", reason());
    installation.zscaler.forgetRequests();
    installation.tenant.requests().clear();
    cycle(4);
    assertEquals(0, installation.zscaler.requests().size());
    assertEquals(1, installation.tenant.requests().all().size());
    // Entra's answer has a new trace id each time but is the same failure.
    installation.clock.advance(Duration.ofHours(6));
    cycle(3);
    assertEquals(List.of("Zscaler provisioning is in quarantine"), subjects());

    installation.set("entra.client-secret", installation.tenant.clientSecret());
    cycle(0);
    assertEquals("Research", company.account("ada").department());
  }

  @Test
  void aMissingPermissionIsProbedUntilItIsGranted() {
    company.hire(1);
    PlannedFault refusal =
        installation
            .tenant
            .faults()
            .always(
                request -> request.path().contains("/groups/delta"),
                GraphFault.refused(403, "Authorization_RequestDenied", "Insufficient privileges"));
    cycle(3);
    assertEquals("EncounteredQuarantineException", reason());
    String output = cycle(4);
    assertThat(output).contains("Group");

    refusal.stop();
    cycle(0);
    assertEquals("Research", company.account("person1").department());
  }

  @Test
  void aQueryAnsweredWith404StartsAQuarantineAndParksNothing() {
    company.hire(2);
    PlannedFault refusal =
        installation.zscaler.faults().always(RecordedRequest.any(), ZscalerFault.status(404));

    cycle(3);
    assertEquals("EncounteredQuarantineException", reason());
    assertEquals(0, installation.status().path("parked").asInt());
    cycle(4);

    refusal.stop();
    cycle(0);
    assertEquals("Research", company.account("person2").department());
  }

  @Test
  void aProbeThatDoesNotShowTheFailureIsNotRepeated() {
    company.hire("ada", "Research");
    cycle(0);
    company.hire(4);
    installation.zscaler.faults().always(Company.lookUp(), Fault.html(200));
    cycle(3);
    // The list request of the probe succeeds; the lookup of the cycle fails.
    cycle(3);

    installation.zscaler.forgetRequests();
    cycle(4);
    assertEquals(List.of(), installation.zscaler.requests());
    assertEquals(1, subjects().size());

    installation.clock.advance(Duration.ofHours(6));
    installation.zscaler.faults().clear();
    cycle(0);
    assertTrue(quarantine().isNull());
  }

  @Test
  void anOutageStartsNoQuarantine() {
    company.hire(4);
    PlannedFault outage =
        installation.zscaler.faults().always(RecordedRequest.any(), ZscalerFault.status(503));

    cycle(3);
    cycle(3);
    assertTrue(quarantine().isNull(), quarantine().toString());

    outage.stop();
    cycle(0);
  }

  @Test
  void aLargeShareOfFailuresBlocksCyclesUntilAnAttemptSucceeds() {
    lowerThresholds();
    company.hire(6);
    Predicate<RecordedRequest> some = request -> request.body().matches("(?s).*person[123]@.*");
    PlannedFault refusal =
        installation.zscaler.faults().always(POST_USER.and(some), ZscalerFault.status(400));

    String output = cycle(1);
    assertEquals("EncounteredEscrowProportionThreshold", reason());
    assertThat(output).contains("3 of 6 objects");
    installation.zscaler.forgetRequests();
    installation.tenant.requests().clear();
    cycle(4);
    assertEquals(List.of(), installation.zscaler.requests());
    assertEquals(0, installation.tenant.requests().all().size());

    installation.clock.advance(Duration.ofHours(6));
    cycle(1);
    assertEquals(Duration.ofHours(12), untilNextAttempt());
    assertEquals(3, installation.zscaler.count(POST_USER.and(some)));

    refusal.stop();
    installation.clock.advance(Duration.ofHours(6));
    cycle(0);
    assertTrue(quarantine().isNull());
    assertEquals("Research", company.account("person3").department());
    assertEquals(
        "Zscaler provisioning is out of quarantine", subjects().get(subjects().size() - 1));
  }

  @Test
  void aSmallShareOfFailuresStartsNoQuarantine() {
    lowerThresholds();
    company.hire(8);
    installation
        .zscaler
        .faults()
        .always(
            POST_USER.and(request -> request.body().matches("(?s).*person[123]@.*")),
            ZscalerFault.status(400));
    cycle(1);
    assertTrue(quarantine().isNull(), quarantine().toString());
  }

  @Test
  void failedMembersCountOnlyForTheTotal() {
    lowerThresholds();
    List<String> people = company.hire(9);
    String sales = company.group("Sales", people.subList(0, 1));
    String staff = company.group("Staff", people.subList(0, 1));
    cycle(0);
    people.subList(1, 5).forEach(person -> installation.entra().addMember(sales, person));
    people.subList(1, 5).forEach(person -> installation.entra().addMember(staff, person));
    PlannedFault refusal =
        installation.zscaler.faults().always(PATCH_GROUP, ZscalerFault.status(400));
    cycle(1);
    assertTrue(quarantine().isNull(), quarantine().toString());

    people.subList(5, 7).forEach(person -> installation.entra().addMember(sales, person));
    installation.execute("retry", "--all");
    cycle(1);
    assertEquals("EncounteredTotalEscrowThreshold", reason());

    refusal.stop();
    assertThat(installation.execute("restart").out()).contains("quarantine");
    assertTrue(quarantine().isNull());
    cycle(0);
    assertEquals(7, installation.zscaler.group("Sales").memberIds().size());
  }

  @Test
  void retryAndAChangedMappingAllowACycleAtOnce() {
    lowerThresholds();
    company.hire(7);
    PlannedFault refusal =
        installation.zscaler.faults().always(POST_USER, ZscalerFault.status(400));
    cycle(1);
    assertEquals("EncounteredBaseEscrowThreshold", reason());
    cycle(4);

    assertEquals(0, installation.execute("retry", "--all").exitStatus());
    cycle(1);
    assertEquals(2, quarantine().path("attempts").asInt());
    cycle(4);

    installation.edit(
        "user-mapping.camel.yaml",
        "displayName: [displayName]",
        "displayName: ToUpper([displayName])");
    cycle(1);
    cycle(4);

    refusal.stop();
    installation.execute("retry", "person1@example.com");
    cycle(1);
    assertTrue(quarantine().isNull(), quarantine().toString());
    assertEquals(6, installation.status().path("parked").asInt());
  }

  @Test
  void aNewReasonIsReportedAgain() {
    lowerThresholds();
    company.hire(7);
    PlannedFault refusal =
        installation.zscaler.faults().always(POST_USER, ZscalerFault.status(400));
    cycle(1);
    refusal.stop();
    refuseToken();
    installation.clock.advance(Duration.ofHours(6));

    cycle(3);

    assertEquals("EncounteredQuarantineException", reason());
    assertEquals(1, quarantine().path("attempts").asInt());
    assertEquals(
        List.of("Zscaler provisioning is in quarantine", "Zscaler provisioning is in quarantine"),
        subjects());
  }

  @Test
  void theStatusOfAQuarantineShowsNoSecret() throws IOException {
    company.hire(1);
    installation.zscaler.rotateToken();
    cycle(3);

    String all = installation.execute("status", "--json").out() + installation.execute("status");
    for (String secret :
        List.of(installation.zscaler.secretToken(), installation.tenant.clientSecret())) {
      assertThat(all).doesNotContain(secret);
    }
  }

  @Test
  void aSavedPlanIsAppliedAtOnceIfTheCauseIsGone() {
    company.hire(1);
    cycle(0);
    company.hire("ada", "Research");
    PlannedFault refusal = refuseToken();
    cycle(3);
    refusal.stop();
    installation.execute("plan", "--save", "next.plan");

    Installation.Result applied = installation.execute("apply", "next.plan");

    assertEquals(0, applied.exitStatus(), applied.out() + applied.err());
    assertEquals("Research", company.account("ada").department());
  }

  @Test
  void aPlanShowsThatAQuarantineBlocksCyclesAndWhy() {
    company.hire(1);
    cycle(0);
    company.hire("ada", "Research");
    PlannedFault refusal = refuseToken();
    cycle(3);
    refusal.stop();

    Installation.Result plan = installation.execute("plan");

    assertEquals(4, plan.exitStatus(), plan.out() + plan.err());
    assertThat(plan.out()).contains("In quarantine since");
    assertThat(plan.out()).contains("no full cycle runs");
    assertThat(plan.out()).contains("zscaler.secret-token");
    assertThat(plan.out()).contains("Users to create (1)");
    assertThat(plan.out())
        .as("the plan has no removals: " + plan.out())
        .doesNotContain("safeguard");
    Installation.Result json = installation.execute("plan", "--json");
    assertEquals(4, json.exitStatus(), json.err());
    assertThat(json.json().at("/held/0").asText()).as(json.out()).startsWith("In quarantine");
    assertEquals("EncounteredQuarantineException", reason(), "the quarantine stays active");
    cycle(0);
    assertEquals(0, installation.execute("plan").exitStatus());
  }
}
