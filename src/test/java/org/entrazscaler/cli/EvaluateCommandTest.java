package org.entrazscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expression builder, which needs neither settings nor network. */
class EvaluateCommandTest {

  private static final String ADA =
      "{\"givenName\":\"Ada\",\"surname\":\"Byron\",\"accountEnabled\":true,\"employeeId\":42,"
          + "\"otherMails\":[\"a@example.com\",\"b@example.com\"],\"none\":[],\"mail\":null}";

  @TempDir Path directory;

  private CommandLineTrial trial;

  @BeforeEach
  void begin() {
    trial = new CommandLineTrial(directory, new RecordingProgram());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Join(\".\", [givenName], [surname]) | \"Ada.Byron\"",
        "ToUpper([givenName], ) | \"ADA\"",
        "[accountEnabled] | true",
        "[employeeId] | 42",
        "[otherMails] | [\"a@example.com\",\"b@example.com\"]",
        "[none] | null",
        "[mail] | null",
        "[missing] | null",
        "\"Größe\" | \"Größe\"",
      })
  void valueIsPrintedAsJson(String expression, String value) {
    assertEquals(0, trial.call("evaluate", expression, "--with", ADA), trial.err());
    assertEquals(value + "\n", trial.out());
    assertEquals("", trial.err());
  }

  @Test
  void attributesMayBeLeftOut() {
    assertEquals(0, trial.call("evaluate", "\"constant\""));
    assertEquals("\"constant\"\n", trial.out());
  }

  @Test
  void expressionOfSeveralLinesComesAsAnArgumentOrOnStandardInput() {
    String expression = "Join(\n  \" \",\n  [givenName],\n  [surname])";
    assertEquals(0, trial.call("evaluate", "--with", ADA, expression));
    assertEquals("\"Ada Byron\"\n", trial.out());
    trial.input(expression + "\n");
    assertEquals(0, trial.call("evaluate", "-", "--with", ADA));
    assertEquals("\"Ada Byron\"\n", trial.out());
  }

  @Test
  void errorIsShownWithACaretUnderItsPlace() {
    assertEquals(2, trial.call("evaluate", "Joyn(\".\", [a])"));
    assertEquals("", trial.out());
    assertThat(trial.err()).startsWith("1:1: ");
    assertThat(trial.err()).contains("\n    Joyn(\".\", [a])\n    ^^^^\n");
  }

  @Test
  void expressionWithoutAValueEndsWithExitStatus1() {
    assertEquals(
        1, trial.call("evaluate", "Mid(\"abc\", [givenName], 1)", "--with", ADA), trial.err());
    assertEquals("", trial.out());
    assertThat(trial.err()).contains("^");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"a\":1} x",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1.5}",
        "{\"a\":99999999999999999999}",
        "{\"a\":{}}",
        "{\"a\":[null]}",
        "{\"a\":[[]]}",
      })
  void invalidAttributesAreRefused(String json) {
    assertEquals(2, trial.call("evaluate", "[a]", "--with", json));
    assertEquals("", trial.out());
    assertThat(trial.err()).startsWith("--with ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "givenName EQUALS \"Ada\" | true",
        "givenName EQUALS \"ada\" | false",
        "ALL | true",
      })
  void filterIsTrueOrFalse(String filter, String value) {
    assertEquals(0, trial.call("evaluate", filter, "--language", "scope", "--with", ADA));
    assertEquals(value + "\n", trial.out());
  }

  @Test
  void errorInAFilterIsShownWithACaretUnderItsPlace() {
    assertEquals(2, trial.call("evaluate", "givenName IS \"Ada\"", "--language", "scope"));
    assertThat(trial.err()).contains("^");
  }

  @Test
  void otherLanguageIsRefused() {
    assertEquals(2, trial.call("evaluate", "1", "--language", "simple"));
    assertThat(trial.err()).contains("entra");
  }

  @Test
  void withoutAnExpressionEachLineIsEvaluated() {
    trial.input("[givenName]\n\nJoyn()\n[surname]\n:quit\n\"never\"\n");
    assertEquals(2, trial.call("evaluate", "--with", ADA));
    assertEquals("\"Ada\"\n\"Byron\"\n", trial.out());
    assertThat(trial.err()).contains("Joyn");
  }

  @Test
  void byteOrderMarkIsIgnored() {
    trial.input("\uFEFF[givenName]\n");
    assertEquals(0, trial.call("evaluate", "--with", "\uFEFF" + ADA), trial.err());
    assertEquals("\"Ada\"\n", trial.out());
    String filter = "\uFEFFgivenName EQUALS \"Ada\"";
    trial.input(filter);
    for (String expression : List.of("-", filter)) {
      trial.call("evaluate", expression, "--language", "scope", "--with", ADA);
      assertEquals("true\n", trial.out(), trial.err());
    }
  }

  @Test
  void onATerminalThereIsAPromptAndTheExitStatusIs0() {
    trial.onTerminal();
    trial.input("Joyn()\n\"a\"");
    assertEquals(0, trial.call("evaluate"));
    assertEquals("> > \"a\"\n> ", trial.out());
  }

  @Test
  void attributesOfAUserInTheSourceCopyAreUsed() {
    RecordingProgram program = new RecordingProgram();
    program.answer(0, "{\"givenName\":\"Grace\"}\n");
    trial = new CommandLineTrial(directory, program);
    trial.input(":user Grace Hopper\n[givenName]\n");
    assertEquals(0, trial.call("evaluate"), trial.err());
    assertEquals(List.of("attributes(Grace Hopper)"), program.calls());
    assertThat(trial.out()).endsWith("\"Grace\"\n");
  }

  @Test
  void unknownUserIsReportedAndChangesNoAttributes() {
    RecordingProgram program = new RecordingProgram();
    program.answer(1, "No user of the last read copy is called x.\n");
    trial = new CommandLineTrial(directory, program);
    trial.input(":user x\n[givenName]\n");
    assertEquals(1, trial.call("evaluate", "--with", ADA));
    assertEquals("\"Ada\"\n", trial.out());
    assertEquals("No user of the last read copy is called x.\n", trial.err());
  }

  @Test
  void attributesInAFileAreUsed() throws IOException {
    Files.writeString(
        directory.resolve("u.json"), "{\"accountEnabled\":false,\"givenName\":\"Grace\"}");
    trial.input(":user u.json\n[IsSoftDeleted]\n:user none.json\n[givenName]\n");
    assertEquals(1, trial.call("evaluate"));
    assertEquals("3 attributes of u.json\n\"True\"\n\"Grace\"\n", trial.out());
    assertThat(trial.err()).startsWith("none.json ");
  }
}
