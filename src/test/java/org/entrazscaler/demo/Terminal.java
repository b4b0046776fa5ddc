package org.entrazscaler.demo;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * Prints lines with the time and their source, in colour on a terminal. Safe for use by several
 * threads.
 */
final class Terminal {

  /** The source of a line, and its colour (ECMA-48 SGR). */
  enum Source {
    TENANT("tenant", 36),
    PRODUCT("product", 32),
    MAIL("mail", 35),
    DEMO("demo", 33);

    private final String label;
    private final int colour;

    Source(String label, int colour) {
      this.label = label;
      this.colour = colour;
    }
  }

  private final PrintStream out;
  private final boolean coloured;

  Terminal(PrintStream out, boolean coloured) {
    this.out = out;
    this.coloured = coloured;
  }

  /** The terminal of this process, coloured unless NO_COLOR is set (https://no-color.org). */
  static Terminal ofProcess() {
    String noColour = System.getenv("NO_COLOR");
    boolean coloured =
        System.console() != null
            && (noColour == null || noColour.isEmpty())
            && !"dumb".equals(System.getenv("TERM"));
    return new Terminal(new PrintStream(System.out, true, StandardCharsets.UTF_8), coloured);
  }

  /** Prints a line with the time and its source. */
  void say(Source origin, String sentence) {
    String time =
        LocalTime.now().truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_LOCAL_TIME);
    String source = "%-8s".formatted(origin.label);
    print(
        coloured
            ? "\u001b[2m%s\u001b[0m  \u001b[%dm%s\u001b[0m %s"
                .formatted(time, origin.colour, source, sentence)
            : time + "  " + source + " " + sentence);
  }

  /** Prints a line without time and source. */
  void print(String line) {
    out.println(line);
  }

  /** Prints a line in bold. */
  void heading(String line) {
    print(coloured ? "\u001b[1m" + line + "\u001b[0m" : line);
  }
}
