package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When parked objects are retried, how they are shown, and which are parked without a request. */
class ParkedTest {

  private static final Predicate<RecordedRequest> POST_USER = RecordedRequest.of("POST", "/Users");

  @RegisterExtension private final Installation installation = new Installation();

  private final Company company = new Company(installation);

  private void cycle(int exitStatus) {
    Installation.Result result = installation.cycle();
    assertEquals(exitStatus, result.exitStatus(), result.out() + result.err());
  }

  private static Predicate<RecordedRequest> creationOf(String name) {
    return POST_USER.and(request -> request.body().contains(name + "@"));
  }

  private int attempts(String name) {
    return installation.zscaler.count(creationOf(name));
  }

  /** Runs a cycle some hours later. It has failures. */
  private void cycleAfterHours(long hours) {
    installation.clock.advance(Duration.ofHours(hours));
    cycle(1);
  }

  @Test
  void refusedObjectsAreRetriedAfterHoursAndThenDaily() {
    company.hire("ada", "Research");
    installation.zscaler.faults().always(creationOf("ada"), ZscalerFault.status(400));
    cycle(1);
    cycle(1);
    assertEquals(1, attempts("ada"));

    cycleAfterHours(5);
    assertEquals(1, attempts("ada"));
    cycleAfterHours(1);
    assertEquals(2, attempts("ada"));
    cycleAfterHours(5);
    assertEquals(2, attempts("ada"));
    cycleAfterHours(1);
    assertEquals(3, attempts("ada"));
    cycleAfterHours(12);
    assertEquals(4, attempts("ada"));
    cycleAfterHours(23);
    assertEquals(4, attempts("ada"));
    cycleAfterHours(1);
    assertEquals(5, attempts("ada"));
    // Entra gives up after 28 days; this program does not.
    cycleAfterHours(40 * 24);
    cycleAfterHours(24);
    assertEquals(7, attempts("ada"));
    assertEquals(1, installation.mail.getReceivedMessages().length);
  }

  @Test
  void temporaryFailuresAreRetriedInTheNextCycleAndThenBySchedule() {
    company.hire("ada", "Research");
    company.hire("bob", "Research");
    installation.zscaler.faults().always(creationOf("ada"), ZscalerFault.status(503));
    cycle(1);
    int perCycle = attempts("ada");
    cycle(1);
    assertEquals(2 * perCycle, attempts("ada"));
    cycle(1);
    assertEquals(2 * perCycle, attempts("ada"));
    cycleAfterHours(6);
    assertEquals(3 * perCycle, attempts("ada"));
  }

  @Test
  void causesAreShownWithCountsAndRetriedOneByOne() {
    company.hire(25);
    installation.zscaler.faults().always(creationOf("person25"), ZscalerFault.status(405));
    installation
        .zscaler
        .faults()
        .always(
            POST_USER.and(request -> !request.body().contains("person1@")),
            ZscalerFault.status(400));
    cycle(1);

    JsonNode causes = installation.status().path("parkedCauses");
    assertEquals(23, causes.path(0).path("number").asInt(), causes.toString());
    assertEquals("UnprocessableEntity", causes.path(0).path("code").asText());
    assertEquals(1, causes.path(1).path("number").asInt());
    assertEquals("MethodNotAllowed", causes.path(1).path("code").asText());
    String text = installation.execute("status").out();
    assertThat(text).contains("23 objects, UnprocessableEntity: ");
    assertThat(text).contains("1 object, MethodNotAllowed: ");
    assertThat(text).contains("and 3 more");

    installation.zscaler.faults().clear();
    String output = installation.execute("retry", "--cause", "MethodNotAllowed").out();
    assertThat(output).startsWith("1 object is");
    cycle(1);
    assertNotNull(installation.zscaler.user("person25@example.com"));
    assertNull(installation.zscaler.user("person2@example.com"));

    assertEquals(0, installation.execute("retry", "person2@example.com").exitStatus());
    cycle(1);
    assertNotNull(installation.zscaler.user("person2@example.com"));
    assertNull(installation.zscaler.user("person3@example.com"));

    installation.execute("retry", "--all");
    cycle(0);
    assertEquals(0, installation.status().path("parkedCauses").size());
  }

  @Test
  void aCorrectedMappingRetriesParkedObjectsAtOnce() {
    installation
        .entra()
        .assign(installation.entra().addUser("x".repeat(200), "ada@example.com", Map.of()));
    cycle(1);
    assertEquals(0, attempts("ada"));

    installation.edit(
        "user-mapping.camel.yaml",
        "displayName: [displayName]",
        "displayName: Left([displayName], 100)");
    cycle(0);

    assertEquals("x".repeat(100), company.account("ada").displayName());
  }

  @Test
  void objectsWithoutMandatoryValuesAreParkedWithoutARequest() {
    installation.edit(
        "user-mapping.camel.yaml",
        "userName: [userPrincipalName] | match 1",
        "userName: [mail] | match 1");
    String ada = company.hire("ada", "Research");
    installation.entra().updateUser(ada, "mail", "ada@example.com");
    company.hire("guest", "Research");
    installation.entra().assign(installation.entra().addUser("bob", "bob@example.com", Map.of()));

    cycle(1);

    assertEquals("Research", company.account("ada").department());
    assertEquals(1, installation.zscaler.count(POST_USER));
    String status = installation.execute("status").out();
    assertThat(status).contains("2 objects, MandatoryFieldsMissing: userName");
    assertThat(status).contains("\"userName: [mail]\"");
  }

  @Test
  void aWarningIsInTheLog() {
    installation
        .entra()
        .assign(installation.entra().addUser("Bob", "bob@example.com", Map.of("givenName", "Bob")));
    cycle(0);

    String log = installation.execute("logs", "--json").out();
    assertThat(log).contains("department has no value");
    assertThat(List.of(log.split("\n")).get(0)).as(log).contains("warning");
  }
}
