package org.entrazscaler.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.entrazscaler.settings.LoggingSettings;
import org.entrazscaler.settings.LoggingSettings.Format;
import org.entrazscaler.settings.LoggingSettings.Level;
import org.entrazscaler.settings.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What reaches standard error, at each level and in each format. */
class LogOutputTest {

  private static final String SECRET = "s3cr3t-\"token\"";

  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Logger ours = LoggerFactory.getLogger("org.entrazscaler.test.Writer");
  private final Logger camel = LoggerFactory.getLogger("org.apache.camel.Test");
  private final Logger wire = LoggerFactory.getLogger("org.apache.hc.client5.http.wire");

  @BeforeEach
  void takeStandardError() {
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void giveBack() {
    System.setErr(standardError);
    LogOfTests.restore();
  }

  private List<String> log(Level level, Format format, Runnable work) {
    LogOutput.configure(new LoggingSettings(level, format), List.of(new Secret(SECRET)));
    work.run();
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void beforeTheSettingsAreKnownThereIsALogForPeople() throws Exception {
    LoggerContext fresh = new LoggerContext();
    fresh.setMDCAdapter(MDC.getMDCAdapter());
    new ContextInitializer(fresh).autoConfig();
    fresh.getLogger("org.entrazscaler.test.Writer").info("ours info");
    fresh.getLogger("org.entrazscaler.test.Writer").debug("ours debug");
    fresh.getLogger("org.apache.camel.Test").info("camel info");
    fresh.getLogger("org.apache.camel.Test").warn("camel warn");
    assertEquals(
        List.of("INFO  Writer: ours info", "WARN  Test: camel warn"),
        written.toString(StandardCharsets.UTF_8).lines().map(line -> line.substring(25)).toList());
  }

  @Test
  void linesForPeopleHaveTimeLevelLoggerAndMessage() {
    List<String> lines = log(Level.INFO, Format.TEXT, () -> ours.info("Größe {}", 3));
    assertEquals(1, lines.size());
    assertThat(lines.get(0)).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]{12}Z INFO  Writer: Größe 3");
  }

  @Test
  void nameWithALineBreakCannotPassForALine() {
    List<String> lines =
        log(Level.INFO, Format.TEXT, () -> ours.info("a\r\n2026-01-01 ERROR b\u001b[31m"));
    assertEquals("    2026-01-01 ERROR b?[31m", lines.get(1));
  }

  @Test
  void linesForMachinesAreObjectsWithTheException() throws Exception {
    List<String> lines =
        log(
            Level.INFO,
            Format.JSON,
            () -> ours.error("broken \"{}\"\n", "x", new IllegalStateException("why")));
    assertEquals(1, lines.size());
    JsonNode line = new ObjectMapper().readTree(lines.get(0));
    assertThat(line.path("time").asText()).endsWith("Z");
    assertEquals("ERROR", line.path("level").asText());
    assertEquals("org.entrazscaler.test.Writer", line.path("logger").asText());
    assertEquals("broken \"x\"\n", line.path("message").asText());
    assertThat(line.path("exception").asText()).startsWith("java.lang.IllegalStateException: why");
  }

  @Test
  void secretsAndBearerTokensAreMaskedInEachFormat() {
    for (Format format : Format.values()) {
      String lines =
          String.join(
              "\n",
              log(
                  Level.INFO,
                  format,
                  () ->
                      ours.warn(
                          "sent {} and Authorization: Bearer eyJ0eXAiOiJKV1Qi.abc-_",
                          SECRET,
                          new IllegalStateException("refused " + SECRET))));
      assertThat(lines).doesNotContain("s3cr3t");
      assertThat(lines).doesNotContain("eyJ0eXAi");
      assertThat(lines).contains("sent *** and Authorization: Bearer ***");
    }
  }

  @Test
  void librariesAreQuietUnlessAskedFor() {
    Runnable all =
        () -> {
          ours.trace("ours trace");
          ours.debug("ours debug");
          ours.info("ours info");
          camel.debug("camel debug");
          camel.info("camel info");
          camel.warn("camel warn");
          wire.debug("wire debug");
          wire.info("wire info");
        };
    assertEquals(List.of("ours info", "camel warn"), messages(Level.INFO, all));
    assertEquals(
        List.of("ours debug", "ours info", "camel info", "camel warn", "wire info"),
        messages(Level.DEBUG, all));
    assertEquals(
        List.of(
            "ours trace",
            "ours debug",
            "ours info",
            "camel debug",
            "camel info",
            "camel warn",
            "wire info"),
        messages(Level.TRACE, all));
    assertEquals(List.of(), messages(Level.OFF, all));
  }

  private List<String> messages(Level level, Runnable work) {
    written.reset();
    return log(level, Format.TEXT, work).stream()
        .map(line -> line.substring(line.indexOf(": ") + 2))
        .toList();
  }
}
