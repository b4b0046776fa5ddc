package org.entrazscaler.cli.builder;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Collection;
import org.entrazscaler.cli.builder.Answer.Kind;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The expression builder on a terminal: shows the value below the line as the user types. */
public final class BuilderTerminal {

  private static final Logger LOG = LoggerFactory.getLogger(BuilderTerminal.class);

  private static final int KEPT_LINES = 1_000;

  private BuilderTerminal() {}

  /**
   * Runs a session on the terminal of this process, if lines can be edited on it.
   *
   * @param builder answers the lines
   * @param language the language of the lines
   * @param names attributes to complete, besides those that have a value
   * @param charset the encoding of the terminal
   * @param home the folder of the history; null for no history
   * @return false if there is no such terminal; then nothing was done
   * @throws IOException if the terminal is closed
   */
  public static boolean run(
      ExpressionBuilder builder,
      Language language,
      Collection<String> names,
      Charset charset,
      @Nullable Path home)
      throws IOException {
    Terminal opened;
    try {
      opened = TerminalBuilder.builder().system(true).dumb(false).encoding(charset).build();
    } catch (IOException | IllegalStateException | UnsatisfiedLinkError e) {
      LOG.debug("There is no terminal on which lines can be edited", e);
      return false;
    }
    try (Terminal terminal = opened) {
      if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
        return false;
      }
      runSession(terminal, builder, language, names, home);
      return true;
    }
  }

  /** Runs a session on a terminal on which lines can be edited. */
  static void runSession(
      Terminal terminal,
      ExpressionBuilder builder,
      Language language,
      Collection<String> names,
      @Nullable Path home)
      throws IOException {
    LiveLineReader reader = new LiveLineReader(terminal, builder);
    reader.setParser(new NameParser());
    reader.setCompleter(new NameCompleter(builder, language, names));
    reader.option(Option.DISABLE_EVENT_EXPANSION, true);
    reader.option(Option.HISTORY_IGNORE_SPACE, true);
    reader.option(Option.CASE_INSENSITIVE, true);
    reader.setVariable(LineReader.HISTORY_FILE_SIZE, KEPT_LINES);
    Path file = home == null ? null : HistoryFile.prepare(home);
    if (file != null) {
      reader.setVariable(LineReader.HISTORY_FILE, file);
    }
    reader.setHistory(new HistoryFile(reader));
    terminal.writer().println("Each line is evaluated. :help shows the commands, :quit ends.");
    while (true) {
      try {
        Answer answer = builder.enter(reader.readLine(builder.prompt()));
        if (answer.kind() == Kind.END) {
          return;
        }
        if (!answer.text().isEmpty()) {
          terminal.writer().println(answer.text());
        }
        if (answer.note() != null) {
          terminal.writer().println(answer.note());
        }
        terminal.flush();
      } catch (UserInterruptException e) {
        if (e.getPartialLine().isEmpty()) {
          return;
        }
      } catch (EndOfFileException e) {
        return;
      }
    }
  }
}
