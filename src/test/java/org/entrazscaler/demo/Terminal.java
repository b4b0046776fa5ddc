package org.entrazscaler.demo;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * What the demo shows: lines with the time and who speaks, in colour where a person looks on. Safe
 * for use by several threads.
 */
final class Terminal {

  /** Who speaks, and in which colour (ECMA-48 SGR). */
  enum Voice {
    TENANT("tenant", 36),
    PRODUCT("product", 32),
    MAIL("mail", 35),
    DEMO("demo", 33);

    private final String shown;
    private final int colour;

    Voice(String shown, int colour) {
      this.shown = shown;
      this.colour = colour;
    }
  }

  private final PrintStream out;
  private final boolean coloured;

  Terminal(PrintStream out, boolean coloured) {
    this.out = out;
    this.coloured = coloured;
  }

  /** This process's, coloured on a terminal unless NO_COLOR is set (https://no-color.org). */
  static Terminal ofProcess() {
    String noColour = System.getenv("NO_COLOR");
    boolean coloured =
        System.console() != null
            && (noColour == null || noColour.isEmpty())
            && !"dumb".equals(System.getenv("TERM"));
    return new Terminal(new PrintStream(System.out, true, StandardCharsets.UTF_8), coloured);
  }

  /** Prints a line with the time and who speaks. */
  void say(Voice voice, String sentence) {
    String time =
        LocalTime.now().truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_LOCAL_TIME);
    String who = "%-8s".formatted(voice.shown);
    print(
        coloured
            ? "\u001b[2m%s\u001b[0m  \u001b[%dm%s\u001b[0m %s"
                .formatted(time, voice.colour, who, sentence)
            : time + "  " + who + " " + sentence);
  }

  /** Prints a line as it is. */
  void print(String line) {
    out.println(line);
  }

  /** Prints a line that stands out. */
  void heading(String line) {
    print(coloured ? "\u001b[1m" + line + "\u001b[0m" : line);
  }
}
