package org.entrazscaler.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The whole expected output of a command, from a file beside the test. An instant in braces stands
 * for this time in the time zone of the machine.
 */
public final class ExpectedText {

  private static final DateTimeFormatter LOCAL_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final Pattern INSTANT = Pattern.compile("\\{(\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z)}");

  private ExpectedText() {}

  /**
   * Compares an output with a file.
   *
   * @param test the test class; the file is in its package
   */
  public static void assertOutput(Class<?> test, String file, String output) {
    assertEquals(read(test, file), output);
  }

  private static String read(Class<?> test, String file) {
    try (InputStream in = Objects.requireNonNull(test.getResourceAsStream(file), file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return INSTANT
          .matcher(text)
          .replaceAll(
              match ->
                  LOCAL_TIME.format(Instant.parse(match.group(1)).atZone(ZoneId.systemDefault())));
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
