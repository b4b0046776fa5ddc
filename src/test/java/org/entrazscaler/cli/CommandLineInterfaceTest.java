package org.entrazscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.entrazscaler.logging.LogOfTests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operation, the output and the exit status of each command. */
class CommandLineInterfaceTest {

  private static final List<String> CONNECTED =
      List.of(
          "entra.tenant-id=1b4e28ba-2fa1-11d2-883f-0016d3cca427",
          "entra.client-id=1b4e28ba-2fa1-11d2-883f-0016d3cca427",
          "entra.client-secret=s3cr3t",
          "provisioning.scope=all",
          "logging.level=off",
          "zscaler.tenant-url=https://example.com/scim",
          "zscaler.secret-token=t0ken");

  @TempDir Path directory;

  private RecordingProgram program;
  private CommandLineTrial trial;

  @BeforeEach
  void connect() throws IOException {
    Files.write(directory.resolve("application.properties"), CONNECTED);
    program = new RecordingProgram();
    trial = new CommandLineTrial(directory, program);
  }

  @AfterEach
  void restoreLog() {
    LogOfTests.restore();
  }

  // Commands and their operations

  @ParameterizedTest
  @CsvSource({
    "'', run",
    "run, run",
    "run --once, runOnce",
    "test-connection, testConnection()",
    "status, status(false)",
    "status --json, status(true)",
    "undo last, 'undo(last,false,false)'",
    "undo 7 --apply --json, 'undo(7,true,true)'",
    "logs, 'logs(text,,,,)'",
    "logs --json, 'logs(json,,,,)'",
    "logs --csv --since 12h --result failure --object ada@example.com --cycle 7,"
        + " 'logs(csv,12h,failure,ada@example.com,7)'",
    "retry ada@example.com bob, 'retry([ada@example.com, bob],,false)'",
    "retry --cause domain, 'retry([],domain,false)'",
    "retry --all, 'retry([],,true)'",
    "restart, restart(false)",
    "approve 12, approve(12)",
    "refuse 12, refuse(12)",
    "restart --links, restart(true)",
  })
  void eachCommandCallsItsOperation(String line, String call) {
    assertEquals(0, trial.call(words(line)));
    assertEquals(List.of(call), program.calls());
    assertEquals("", trial.err());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void exitStatusIsThatOfTheOperation(int status) {
    program.answer(status, "something");
    for (String line : List.of("run", "run --once", "test-connection", "status", "retry --all")) {
      assertEquals(status, trial.call(words(line)), line);
    }
  }

  @Test
  void outputOfAnOperationEndsWithOneLineBreak() {
    program.answer(0, "one\ntwo");
    trial.call("status");
    assertEquals("one\ntwo\n", trial.out());
    program.answer(0, "one\n");
    trial.call("status");
    assertEquals("one\n", trial.out());
    program.answer(0, "");
    trial.call("logs");
    assertEquals("", trial.out());
  }

  // --config

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--config mine.properties status",
        "status --config mine.properties",
        "--config=mine.properties status",
        "--config mine.properties",
        "run --once --config mine.properties",
      })
  void configOptionMayBeBeforeOrAfterTheCommand(String line) throws IOException {
    Files.writeString(directory.resolve("mine.properties"), "zscaler.product=zpa\n");
    assertEquals(0, trial.call(words(line)));
    assertEquals("ZPA", program.settings().zscaler().product().name());
  }

  @Test
  void missingConfigFileIsAnError() {
    assertEquals(2, trial.call("status", "--config", "missing.properties"));
    assertThat(trial.err()).contains("missing.properties: there is no such file");
  }

  // Errors

  @Test
  void everyErrorInTheSettingsIsNamedAndNothingStarts() throws IOException {
    Files.writeString(
        directory.resolve("mine.properties"), "zscaler.product=zap\nzscaler.bulk=x\n");
    for (String command : List.of("run", "test-connection", "status", "logs", "restart")) {
      assertEquals(2, trial.call(command, "--config", "mine.properties"));
      assertThat(trial.err()).contains("There are 2 errors in the settings:");
      assertThat(trial.err()).contains("mine.properties:1: zscaler.product");
      assertThat(trial.err()).contains("mine.properties:2: zscaler.bulk");
    }
    assertEquals(List.of(), program.calls());
  }

  @Test
  void onlyCommandsThatConnectNeedTheConnections() throws IOException {
    Files.writeString(directory.resolve("application.properties"), "logging.level=off\n");
    for (String command : List.of("run", "run --once", "test-connection")) {
      assertEquals(2, trial.call(words(command)));
      assertThat(trial.err()).contains("zscaler.secret-token is missing");
    }
    assertEquals(0, trial.call("status"));
    assertEquals(0, trial.call("logs"));
  }

  @ParameterizedTest
  @CsvSource({
    "stauts, status",
    "test-conection, test-connection",
    "run --onec, --once",
    "logs --jsn, --json",
  })
  void misspeltCommandOrOptionIsAnErrorThatNamesTheNearest(String line, String meant) {
    assertEquals(2, trial.call(words(line)));
    assertThat(trial.err()).contains(meant);
    assertThat(trial.err()).contains("--help");
    assertEquals(List.of(), program.calls());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status surplus",
        "logs --json --csv",
        "logs --since yesterday",
        "logs --since",
        "logs --result maybe",
        "retry",
        "retry name --all",
        "approve",
        "refuse",
        "approve 1 2",
        "retry name --cause text",
        "retry --all --cause text",
        "--config",
        "run --config",
      })
  void wrongUsageIsRefused(String line) {
    assertEquals(2, trial.call(words(line)));
    assertFalse(trial.err().isBlank());
    assertEquals("", trial.out());
    assertEquals(List.of(), program.calls());
  }

  @Test
  void blankNameDoesNotMeanAll() {
    assertEquals(2, trial.call("retry", ""));
    assertEquals(2, trial.call("retry", "--cause", " "));
    assertEquals(List.of(), program.calls());
  }

  // Failures

  @Test
  void commandFailureEndsWithItsStatusAndMessage() {
    program.fail(new CommandFailure(ExitStatus.BUSY, "Instance 4711 has the state"));
    assertEquals(5, trial.call("status"));
    assertEquals("Instance 4711 has the state\n", trial.err());
    assertEquals("", trial.out());
  }

  @Test
  void unexpectedFailureEndsWithOneLineWithoutAStackTrace() {
    program.fail(new IllegalStateException("the disk is full"));
    assertEquals(1, trial.call("status"));
    assertEquals("the disk is full\n", trial.err());
    program.fail(new IllegalStateException());
    assertEquals(1, trial.call("run"));
    assertEquals("IllegalStateException\n", trial.err());
  }

  @Test
  void colourIsOnlyForTerminals() {
    program.fail(new IllegalStateException("red"));
    trial.call("status");
    assertThat(trial.err()).doesNotContain("\u001b[");
    trial.onTerminal();
    trial.call("status");
    assertThat(trial.err()).contains("\u001b[31mred");
  }

  // Help

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "test-connection",
        "check",
        "evaluate",
        "status",
        "logs",
        "undo",
        "retry",
        "restart",
        "approve",
        "refuse"
      })
  void eachCommandHasHelpAndTheRootNamesIt(String command) {
    assertEquals(0, trial.call(command, "--help"));
    assertThat(trial.out()).startsWith("Usage: entra-zscaler-provisioning " + command);
    assertThat(trial.out()).contains("--config=FILE");
    assertEquals(0, trial.call("--help"));
    assertThat(trial.out()).contains("\n  " + command);
    assertEquals(List.of(), program.calls());
  }

  @Test
  void listOfCommandsHasWholeDescriptions() {
    trial.call("--help");
    String list = trial.out().replaceAll("(?s).*\nCommands:\n|\n\nExit status.*", "");
    for (String entry : list.split("\n  (?=\\S)")) {
      assertThat(entry.strip()).as(entry).endsWith(".");
    }
  }

  @Test
  void helpNamesEveryExitStatus() {
    trial.call("--help");
    for (ExitStatus status : ExitStatus.values()) {
      assertThat(trial.out()).contains("  " + status.code() + "   ");
    }
  }

  @Test
  void versionIsPrinted() {
    assertEquals(0, trial.call("--version"));
    assertThat(trial.out()).startsWith("entra-zscaler-provisioning ");
  }

  private static String[] words(String line) {
    return line.isEmpty() ? new String[0] : line.split(" ");
  }
}
