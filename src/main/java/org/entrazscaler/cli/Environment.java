package org.entrazscaler.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.entrazscaler.text.ProcessText;
import org.entrazscaler.text.Utf8;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * Where the program was called.
 *
 * @param workingDirectory what relative paths are relative to
 * @param variables the variables variables
 * @param in standard input
 * @param out standard output, for what people asked for
 * @param err standard error, for errors
 * @param clock what tells the time
 * @param terminal whether a person sits there, who wants prompts
 * @param colour whether that person wants colour, https://no-color.org
 * @param processStreams whether in and out are those of the process, so that its terminal can be
 *     used
 */
public record Environment(
    Path workingDirectory,
    Map<String, String> variables,
    BufferedReader in,
    PrintWriter out,
    PrintWriter err,
    Clock clock,
    boolean terminal,
    boolean colour,
    boolean processStreams) {

  /**
   * Environment with streams of their own, other than the process's.
   *
   * @param workingDirectory what relative paths are relative to
   * @param variables the variables variables
   * @param in what is read
   * @param out for what people asked for
   * @param err for errors
   * @param clock what tells the time
   * @param terminal whether a person sits there, who wants prompts
   * @param colour whether that person wants colour
   */
  public Environment(
      Path workingDirectory,
      Map<String, String> variables,
      BufferedReader in,
      PrintWriter out,
      PrintWriter err,
      Clock clock,
      boolean terminal,
      boolean colour) {
    this(workingDirectory, variables, in, out, err, clock, terminal, colour, false);
  }

  /**
   * Those of this process. Texts are UTF-8, except on a Windows terminal, which has its own
   * encoding.
   *
   * @return the environment of the process
   */
  public static Environment ofProcess() {
    Charset charset = ProcessText.charset();
    return new Environment(
        Path.of(""),
        ProcessText.environment(),
        new BufferedReader(Utf8.reader(System.in, charset)),
        writer(System.out, charset),
        writer(System.err, charset),
        Clock.systemUTC(),
        isTerminal(System.console()),
        Ansi.AUTO.enabled(),
        true);
  }

  /** The person's own folder; null if there is none. */
  @Nullable Path home() {
    String home = System.getProperty("user.home", "");
    return home.isEmpty() ? null : Path.of(home);
  }

  private static boolean isTerminal(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      // Java 22 and later have a console without a terminal too, and tell by this method.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  private static PrintWriter writer(PrintStream stream, Charset charset) {
    return new PrintWriter(stream, true, charset);
  }
}
