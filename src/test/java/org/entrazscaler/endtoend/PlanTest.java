package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** {@code plan}: a dry run of the next cycle. */
class PlanTest extends ProvisionedCompany {

  private JsonNode plan(int exitStatus) {
    Installation.Result result = installation.execute("plan", "--json");
    assertEquals(exitStatus, result.exitStatus(), result.out() + result.err());
    return result.json();
  }

  private static List<String> steps(JsonNode plan) {
    List<String> steps = new ArrayList<>();
    for (JsonNode step : plan.get("steps")) {
      steps.add(
          step.get("action").asText()
              + " "
              + step.get("name").asText()
              + StreamSupport.stream(step.get("attributes").spliterator(), false)
                  .filter(value -> !step.get("action").asText().equals("create"))
                  .map(
                      value ->
                          " "
                              + value.get("path").asText().replaceAll(".*:", "")
                              + " "
                              + value.get("before").asText()
                              + ">"
                              + value.get("after").asText())
                  .reduce("", String::concat)
              + names(" +", step.get("joining"))
              + names(" -", step.get("leaving")));
    }
    return steps;
  }

  private static String names(String sign, JsonNode members) {
    StringBuilder names = new StringBuilder();
    members.forEach(member -> names.append(sign).append(member.get("name").asText()));
    return names.toString();
  }

  @Test
  void aPlanShowsTheFirstCycleAndWritesNothing() {
    Company company = new Company(installation);
    String ann = company.hire("ann", "Sales");
    String bob = company.hire("bob", "Sales");
    entra.setManager(bob, ann);
    company.group("Sales", List.of(ann, bob));
    JsonNode plan = plan(0);
    assertEquals(
        List.of(
            "create ann@example.com",
            "create bob@example.com",
            "create Sales +ann@example.com +bob@example.com"),
        steps(plan).stream().filter(step -> !step.startsWith("update")).toList());
    assertEquals("initial", plan.get("cycle").asText());
    assertEquals(2, plan.at("/summary/users/create").asInt());
    assertEquals(2, plan.at("/summary/joining").asInt());
    assertEquals(0, installation.zscaler.writes().size());
    assertEquals(0, installation.mail.getReceivedMessages().length);
    JsonNode status = installation.status();
    assertTrue(status.get("lastCycle").isNull(), "a plan is not recorded as a cycle: " + status);
    String logs = installation.execute("logs").out();
    assertTrue(logs.isBlank(), logs);

    cycle();
    assertEquals(Set.of("ann@example.com", "bob@example.com"), members("Sales"));
    assertEquals(List.of(), steps(plan(0)), "nothing is left to write");
  }

  @Test
  void aPlanShowsAttributesMembersAndLeaversWithReasons() throws IOException {
    Company company = new Company(installation);
    String ann = company.hire("ann", "Sales");
    String bob = company.hire("bob", "Sales");
    String eve = company.hire("eve", "Sales");
    company.hire("zoe", "Sales");
    String sales = company.group("Sales", List.of(ann, bob));
    cycle();
    int before = company.requests().size();
    entra.updateUser(ann, "department", "Finance");
    entra.blockSignIn(bob);
    entra.removeMember(sales, bob);
    entra.addMember(sales, eve);
    List<String> planned =
        List.of(
            "update ann@example.com department Sales>Finance",
            "disable bob@example.com active true>false",
            "update Sales +eve@example.com -bob@example.com");
    JsonNode plan = plan(0);
    assertEquals(planned, steps(plan));
    assertEquals("incremental", plan.get("cycle").asText());
    assertEquals(before, company.requests().size(), "no request to Zscaler is needed");
    assertTrue(user("bob@example.com").active());

    Installation.Result text = installation.execute("plan", "--save", "next.plan");
    assertEquals(0, text.exitStatus(), text.err());
    String out = text.out();
    assertThat(out).contains("Users to update (1)");
    assertThat(out).contains("Sales → Finance");
    assertThat(out).contains("Sign-in is blocked in Entra");
    assertThat(out).contains("joins (1): eve@example.com");
    assertThat(out).contains("leaves (1): bob@example.com");
    assertThat(out).contains("1 to join groups, 1 to leave");
    assertThat(out).as("colours only on a terminal").doesNotContain("\u001b");
    Path saved = installation.directory.resolve("next.plan");
    assertEquals(planned, steps(new ObjectMapper().readTree(Files.readString(saved))));

    cycle();
    assertEquals("Finance", company.account("ann").department());
    assertDisabled("bob@example.com");
    assertEquals(List.of(), steps(plan(0)));
  }

  @Test
  void objectsThatCannotBeWrittenAreShownAndNotParked() {
    installation.set("zscaler.domains", "example.com");
    Company company = new Company(installation);
    company.hire("ann", "Sales");
    entra.assign(entra.addUser("Guest", "guest@elsewhere.example"));
    Installation.Result text = installation.execute("plan");
    assertEquals(1, text.exitStatus(), text.out() + text.err());
    assertThat(text.out()).contains("! guest@elsewhere.example");
    assertThat(text.out()).contains("1 cannot be written");
    assertEquals(0, installation.status().get("parked").asInt(-1), "a plan parks nothing");
  }

  @Test
  void aWarningForManyObjectsIsShownOnce() {
    Company company = new Company(installation);
    for (int number = 1; number <= 7; number++) {
      entra.assign(entra.addUser("Person " + number, "person" + number + "@example.com"));
    }
    company.hire("ann", "x".repeat(127) + "\u00e9");
    String out = installation.execute("plan").out();
    String missing = "department has no value; Microsoft's tutorial";
    assertEquals(2, out.split(missing, -1).length, out);
    assertTrue(
        Pattern.compile("7: (person\\d@example.com, ){4}person\\d@example.com and 2 others")
            .matcher(out)
            .find(),
        out);
    int step = out.indexOf("+ ann@example.com");
    int warning = out.indexOf("129 bytes in UTF-8");
    assertTrue(step > 0 && warning > step && warning < out.indexOf("Warnings ("), out);
    long warned =
        StreamSupport.stream(plan(0).get("steps").spliterator(), false)
            .filter(planned -> planned.get("warnings").toString().contains(missing))
            .count();
    assertEquals(7, warned, "each step has its own warning");
  }

  @Test
  void noPlanIsMadeWithoutAConnection() {
    new Company(installation).hire("ann", "Sales");
    installation.set("zscaler.secret-token", "another");
    Installation.Result plan = installation.execute("plan", "--save", "no.plan");
    assertEquals(3, plan.exitStatus(), plan.out() + plan.err());
    assertThat(plan.out()).contains("The plan could not be made");
    assertFalse(Files.exists(installation.directory.resolve("no.plan")));
    Installation.Result nowhere = installation.execute("plan", "--save", "no/such/folder.plan");
    assertEquals(2, nowhere.exitStatus(), nowhere.out() + nowhere.err());
  }
}
