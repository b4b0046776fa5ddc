package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The output and the exit status of each command. */
class CommandsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension private final Installation installation = new Installation();

  private void addAssignedUser(String name) {
    installation.entra().assign(installation.entra().addUser(name, name + "@example.com"));
  }

  /** Two users are assigned, and Zscaler refuses one of them. */
  private void runCycleWithAFailure() {
    addAssignedUser("ada");
    addAssignedUser("bob");
    installation
        .zscaler
        .faults()
        .always(
            RecordedRequest.of("POST", "/Users").and(r -> r.body().contains("bob@example.com")),
            ZscalerFault.status(400));
    assertEquals(1, installation.cycle().exitStatus());
  }

  @Test
  void statusBeforeTheFirstCycle() {
    JsonNode status = installation.status();
    assertEquals("on", status.path("status").asText());
    assertFalse(status.path("running").asBoolean(true));
    assertTrue(status.path("lastCycle").isNull());
    assertEquals(0, status.path("parked").asInt(-1));
    assertThat(installation.execute("status").out()).contains("none yet");
    assertEquals("", installation.execute("logs").out());
    assertEquals(0, installation.execute("retry", "--all").exitStatus());
    assertEquals(0, installation.execute("restart").exitStatus());
  }

  @Test
  void statusJsonHasTheDocumentedProperties() {
    runCycleWithAFailure();
    JsonNode status = installation.status();
    Set<String> names = new HashSet<>();
    status.fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .containsAll(
            Set.of(
                "status",
                "running",
                "lastCycle",
                "quarantine",
                "held",
                "parked",
                "requests",
                "watermarks"));
    JsonNode cycle = status.path("lastCycle");
    assertEquals("initial", cycle.path("kind").asText());
    assertEquals("failures", cycle.path("result").asText());
    assertFalse(
        Instant.parse(cycle.path("ended").asText())
            .isBefore(Instant.parse(cycle.path("began").asText())));
    assertEquals(1, cycle.path("counts").path("create").asInt());
    assertEquals(1, cycle.path("counts").path("failed").asInt());
    assertEquals(1, status.path("parked").asInt());
    assertEquals(
        installation.zscaler.requests().size(),
        status.path("requests").path("zscaler").asInt(),
        status.toString());
    assertTrue(status.path("watermarks").has("users"), status.toString());

    Installation.Result text = installation.execute("status");
    assertEquals(0, text.exitStatus());
    assertThat(text.out()).contains("bob@example.com");
  }

  @Test
  void logsHaveThreeFormatsAndFilters() throws Exception {
    runCycleWithAFailure();
    List<String> lines = installation.execute("logs", "--json").out().lines().toList();
    assertEquals(2, lines.size());
    for (String line : lines) {
      JsonNode entry = JSON.readTree(line);
      assertEquals(
          installation.status().path("lastCycle").path("id").asText(),
          entry.path("cycleId").asText());
      assertTrue(entry.path("modifiedProperties").isArray(), line);
    }
    assertEquals(2, logs("--since", "7d").lines().count());
    assertThat(logs("--result", "failure")).contains("bob@example.com");
    assertThat(logs("--result", "failure")).doesNotContain("ada@example.com");
    assertThat(logs("--result", "success")).doesNotContain("bob@example.com");
    assertEquals("", logs("--result", "skipped"));
    assertEquals(1, logs("--object", "ADA@example.com").lines().count());
    assertEquals(3, logs("--csv").split("\r\n").length);
    assertThat(logs("--csv")).startsWith("activityDateTime,");

    for (String[] wrong :
        List.of(
            new String[] {"logs", "--since", "yesterday"},
            new String[] {"logs", "--since", "0s"},
            new String[] {"logs", "--result", "good"},
            new String[] {"logs", "--json", "--csv"},
            new String[] {"retry"},
            new String[] {"retry", "bob@example.com", "--all"},
            new String[] {"unknown"},
            new String[] {"run", "--twice"},
            new String[] {"status", "--config", "nowhere.properties"})) {
      Installation.Result result = installation.execute(wrong);
      assertEquals(2, result.exitStatus(), String.join(" ", wrong) + result.out() + result.err());
      assertThat(result.err()).doesNotContain("\tat ");
    }
  }

  private String logs(String... options) {
    String[] command = new String[options.length + 1];
    command[0] = "logs";
    System.arraycopy(options, 0, command, 1, options.length);
    Installation.Result result = installation.execute(command);
    assertEquals(0, result.exitStatus(), result.err());
    return result.out();
  }

  @Test
  void retryAndRestart() {
    runCycleWithAFailure();
    assertEquals(1, installation.execute("retry", "ada@example.com").exitStatus());
    assertEquals(0, installation.execute("retry", "--cause", "no such cause").exitStatus());
    assertEquals(0, installation.execute("retry", "BOB@example.com").exitStatus());
    installation.zscaler.faults().clear();
    assertEquals(0, installation.cycle().exitStatus());
    assertEquals(0, installation.status().path("parked").asInt());
    assertEquals("incremental", kind());

    installation.execute("restart");
    installation.zscaler.forgetRequests();
    assertEquals(0, installation.cycle().exitStatus());
    assertEquals("initial", kind());
    assertEquals(List.of(), installation.zscaler.requests(), "links stay: no request is needed");

    installation.execute("restart", "--links");
    assertEquals(0, installation.cycle().exitStatus());
    assertEquals("initial", kind());
    assertThat(installation.zscaler.requests()).isNotEmpty();
    assertEquals(List.of(), installation.zscaler.writes(), "existing objects are matched");
    assertEquals(0, installation.cycle().exitStatus());
    assertEquals("incremental", kind());
  }

  private String kind() {
    return installation.status().path("lastCycle").path("kind").asText();
  }

  @Test
  void checkShowsTheMappingOfAUserAndOfAFile() throws Exception {
    addAssignedUser("ada");
    assertEquals(0, installation.cycle().exitStatus());
    Installation.Result user = installation.execute("check", "--show", "ada@example.com");
    assertEquals(0, user.exitStatus(), user.out() + user.err());
    assertThat(user.out()).contains("ada@example.com");
    assertEquals(1, installation.execute("check", "--show", "nobody").exitStatus());
    Files.writeString(
        installation.directory.resolve("somebody.json"),
        "{\"userPrincipalName\": \"some@example.com\"}");
    Installation.Result file = installation.execute("check", "--show", "somebody.json");
    assertEquals(0, file.exitStatus(), file.out() + file.err());
    assertThat(file.out()).contains("some@example.com");
    assertEquals(2, installation.execute("check", "--show", "missing.json").exitStatus());
    Files.writeString(installation.directory.resolve("broken.json"), "{");
    assertEquals(2, installation.execute("check", "--show", "broken.json").exitStatus());
  }

  @Test
  void settingsComeFromThreeSourcesAndSecretsFromFiles() throws Exception {
    addAssignedUser("ada");
    Files.writeString(
        installation.directory.resolve("token"), installation.zscaler.secretToken() + "\n");
    Files.writeString(
        installation.directory.resolve("more.properties"),
        "zscaler.secret-token-file=token\nprovisioning.status=off\n");
    installation.unset("zscaler.secret-token");
    Installation.Result off =
        installation.executeWith(Map.of(), "--config", "more.properties", "run", "--once");
    assertThat(off.out()).as(off.out() + off.err()).contains("provisioning.status is off");
    Installation.Result on =
        installation.executeWith(
            Map.of("PROVISIONING_STATUS", "on"), "--config", "more.properties", "run", "--once");
    assertEquals(0, on.exitStatus(), on.out() + on.err());
    assertEquals("on", installation.status().path("status").asText());

    installation.set("zscaler.secrettoken", "x").set("provisioning.scope", "everybody");
    Installation.Result wrong = installation.execute("check");
    assertEquals(2, wrong.exitStatus());
    assertThat(wrong.out()).contains("zscaler.secret-token");
    assertThat(wrong.out()).contains("provisioning.scope");
    assertThat(wrong.out()).contains("application.properties:");
    assertEquals(2, installation.execute("run", "--once").exitStatus());
  }

  @Test
  void runNeedsTheConnectionSettings() {
    installation.unset("entra.enterprise-app-id");
    Installation.Result result = installation.execute("run", "--once");
    assertEquals(2, result.exitStatus());
    assertThat(result.err()).contains("entra.enterprise-app-id");
    assertEquals(0, installation.execute("check").exitStatus());
    assertEquals(0, installation.execute("status").exitStatus());
  }
}
