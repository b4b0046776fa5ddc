package org.entrazscaler.cli.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The expression builder on a simulated terminal. */
@Timeout(60)
class BuilderTerminalTest {

  private static final String TAB = "\t";
  private static final String UP = "\u001bOA";
  private static final String ENTER = "\r";

  @TempDir Path home;

  private String type(Language language, String... keys) throws IOException {
    ExpressionBuilder builder =
        new ExpressionBuilder(
            new Evaluator(language, Clock.systemUTC()),
            Map.of("givenName", "Ada"),
            name -> Map.of("givenName", name));
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    byte[] typed = String.join("", keys).getBytes(StandardCharsets.UTF_8);
    try (Terminal terminal =
        new ExternalTerminal(
            "test", "xterm", new ByteArrayInputStream(typed), shown, StandardCharsets.UTF_8)) {
      terminal.setSize(new Size(100, 30));
      BuilderTerminal.runSession(
          terminal, builder, language, List.of("department", "surname"), home);
    }
    return shown
        .toString(StandardCharsets.UTF_8)
        .replaceAll("\u001b\\[[0-9;?]*[A-Za-z]|\u001b[=>]|\r", "");
  }

  private List<String> history() throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      Path file = files.findFirst().orElseThrow();
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      return Files.readAllLines(file).stream()
          .map(line -> line.substring(line.indexOf(':') + 1))
          .toList();
    }
  }

  @Test
  void valueIsShownWhileTheLineIsTypedAndWhenItIsEntered() throws IOException {
    String shown = type(Language.entra, "[givenName]");
    assertThat(shown).contains("= \"Ada\"");
    shown = type(Language.entra, "[givenName]", ENTER);
    assertThat(shown).contains("\n\"Ada\"");
  }

  @Test
  void namesAreCompleted() throws IOException {
    String shown = type(Language.entra, "ToU", TAB, "[giv", TAB, ", )", ENTER);
    assertThat(shown).contains("\n\"ADA\"");
    shown = type(Language.scope, "giv", TAB, "IS NOT NULL", ENTER);
    assertThat(shown).contains("\ntrue");
    shown = type(Language.entra, ":se", TAB, "sur", TAB, "Byron", ENTER, "[surname]", ENTER);
    assertThat(shown).contains("\n\"Byron\"");
  }

  @Test
  void userCanBeChosen() throws IOException {
    String shown = type(Language.entra, ":user Grace Hopper", ENTER, "[givenName]", ENTER);
    assertThat(shown).contains("Grace Hopper> ");
    assertThat(shown).contains("\n\"Grace Hopper\"");
  }

  @Test
  void exclamationMarksAndBackslashesAreLeftAlone() throws IOException {
    String shown = type(Language.entra, "\"!! \\\\d !1\"", ENTER);
    assertThat(shown).contains("\n\"!! \\\\d !1\"");
  }

  @Test
  void historyIsPrivateAndContainsNoCommands() throws IOException {
    type(Language.entra, "\"first\"", ENTER, ":set department=Secret", ENTER, " \"blank\"", ENTER);
    assertEquals(List.of("\"first\""), history());
    String shown = type(Language.entra, UP, ENTER);
    assertThat(shown).contains("\n\"first\"");
  }

  @Test
  void readableHistoryFileBecomesPrivate() throws IOException {
    type(Language.entra, "\"first\"", ENTER);
    try (Stream<Path> files = Files.list(home)) {
      Files.setPosixFilePermissions(
          files.findFirst().orElseThrow(), PosixFilePermissions.fromString("rw-r--r--"));
    }
    type(Language.entra, "\"second\"", ENTER);
    assertEquals(List.of("\"first\"", "\"second\""), history());
  }

  @Test
  void historyIsOptional() throws IOException {
    home = home.resolve("missing");
    assertThat(type(Language.entra, "\"a\"", ENTER)).contains("\n\"a\"");
    assertFalse(Files.exists(home));
  }

  @Test
  void quitAndEndOfInputEndTheSession() throws IOException {
    String shown = type(Language.entra, ":quit", ENTER, "ToUpper(\"never\", )", ENTER);
    assertThat(shown).doesNotContain("NEVER");
    type(Language.entra, "");
    type(Language.entra, "\u0004");
  }
}
