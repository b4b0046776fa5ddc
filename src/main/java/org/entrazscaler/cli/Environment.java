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
 * The environment of a command: working directory, variables, streams, clock.
 *
 * @param workingDirectory the directory of relative paths
 * @param variables the environment variables
 * @param in standard input
 * @param out standard output, for results
 * @param err standard error, for errors
 * @param clock the clock
 * @param terminal whether there is a terminal, so that the command prints prompts
 * @param colour whether the output may have colour (https://no-color.org)
 * @param processStreams whether the streams are those of the process, so that its terminal can be
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
   * Creates an environment whose streams are not those of the process.
   *
   * @param workingDirectory the directory of relative paths
   * @param variables the environment variables
   * @param in standard input
   * @param out standard output, for results
   * @param err standard error, for errors
   * @param clock the clock
   * @param terminal whether there is a terminal, so that the command prints prompts
   * @param colour whether the output may have colour
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
   * The environment of this process. Texts are UTF-8, except on a Windows terminal, which has its
   * own encoding.
   *
   * @return the environment
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

  /** The home folder of the user; null if there is none. */
  @Nullable Path home() {
    String home = System.getProperty("user.home", "");
    return home.isEmpty() ? null : Path.of(home);
  }

  private static boolean isTerminal(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      // Since Java 22 there can be a console without a terminal; this method tells.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  private static PrintWriter writer(PrintStream stream, Charset charset) {
    return new PrintWriter(stream, true, charset);
  }
}
