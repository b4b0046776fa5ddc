package org.entrazscaler.journal;

import static org.entrazscaler.graph.ObjectKey.group;
import static org.entrazscaler.graph.ObjectKey.user;
import static org.entrazscaler.store.StateTrial.NOW;
import static org.entrazscaler.store.StateTrial.json;
import static org.entrazscaler.text.ExpectedText.assertOutput;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.Map;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.settings.SettingsLoader;
import org.entrazscaler.store.StateAddress;
import org.entrazscaler.store.StateTrial;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole output of {@code logs} in each form. */
class LogReportTest {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "ENTRA_TENANT_ID", "11111111-1111-1111-1111-111111111111",
          "ENTRA_ENTERPRISE_APP_ID", "22222222-2222-2222-2222-222222222222",
          "ZSCALER_TENANT_URL", "https://scim.example.net/1/scim/v2");

  private final StateTrial trial = new StateTrial(StateAddress.inMemory(), Path.of(""));

  @AfterEach
  void close() {
    trial.close();
  }

  private static ArrayNode array(String... objects) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (String object : objects) {
      array.add(json(object));
    }
    return array;
  }

  private void log(
      String cycle,
      ObjectKey key,
      String action,
      @Nullable LogError error,
      @Nullable String reason,
      LogIdentity source,
      LogIdentity target,
      ArrayNode modified) {
    trial
        .state()
        .log()
        .add(
            new LogEntry(
                0,
                NOW,
                cycle,
                "change-" + key.id(),
                action,
                error == null ? LogEntry.SUCCESS : LogEntry.FAILURE,
                key,
                source,
                target,
                42,
                error,
                reason,
                modified,
                array(
                    "{'name':'EntryImport','provisioningStepType':'import','status':'success',"
                        + "'description':'Read, \\'é\\'.','details':{}}")));
  }

  private String write(String format, Map<String, String> settings) {
    return new LogReport(trial.state(), SettingsLoader.load(Path.of("target"), null, settings))
        .write(new LogQuery(null, null, null, null), format);
  }

  private void addEntries() {
    trial.fullRound(ObjectType.USER, StateTrial.named("ann"));
    long cycle = trial.state().cycles().begin("incremental", NOW);
    long undo = trial.state().cycles().begin("undo", NOW);
    log(
        String.valueOf(cycle),
        user("ann"),
        "create",
        null,
        null,
        new LogIdentity("ann", "ann@example.com", "Ann"),
        new LogIdentity("t-ann", "ann@example.com", null),
        array(
            "{'displayName':'title','newValue':'Chief'}",
            "{'displayName':'active','oldValue':false,'newValue':true}",
            "{'displayName':'emails','oldValue':[{'value':'a'}]}",
            "{'displayName':'phone','removed':true}"));
    log(
        String.valueOf(cycle),
        group("staff"),
        "update",
        null,
        null,
        new LogIdentity("staff", "=Staff", "=Staff"),
        new LogIdentity("t-staff", "Staff, \"all\"", "Staff"),
        array(
            "{'displayName':'members','newValue':'t-ann','sourceId':'ann'}",
            "{'displayName':'members','oldValue':'t-eve','sourceId':'eve'}"));
    log(
        "on-demand",
        user("eve"),
        "create",
        new LogError("EntryConflict", "HTTP 409", LogError.NON_SERVICE, "Correct it."),
        "It exists already.",
        new LogIdentity("eve", "eve", null),
        LogIdentity.NONE,
        array());
    log(
        String.valueOf(undo),
        user("bob"),
        LogEntry.STAGED_DELETE,
        LogError.of("SkippedByHold"),
        "A safeguard holds it.",
        new LogIdentity("bob", "bob@example.com", "Bob"),
        new LogIdentity("t-bob", "bob@example.com", "Bob"),
        array());
    String[] many = new String[14];
    for (int number = 0; number < many.length; number++) {
      many[number] = "{'displayName':'a%d','newValue':%d}".formatted(number, number);
    }
    log(
        String.valueOf(undo),
        user("max"),
        LogEntry.STAGED_DELETE,
        null,
        "A safeguard holds it.",
        new LogIdentity("max", "max@example.com", "Max"),
        new LogIdentity("t-max", "max@example.com", "Max"),
        array(many));
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "csv", "text"})
  void everyKindOfEntry(String format) {
    addEntries();
    String output = write(format, SETTINGS);
    assertOutput(LogReportTest.class, "log." + format, output.replace("\r\n", "<CRLF>\n"));
  }

  @Test
  void settingsThatAreNotSetAreNull() {
    log(
        "1",
        user("ann"),
        "other",
        null,
        null,
        new LogIdentity("ann", "ann@example.com", null),
        LogIdentity.NONE,
        array());
    assertOutput(LogReportTest.class, "log-unset.json", write("json", Map.of()));
  }
}
