package org.entrazscaler.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.entrazscaler.demo.Terminal.Source;

/**
 * Writes the log of the program to a file, and shows warnings and errors. Safe for use by several
 * threads.
 */
final class ProductLog implements Consumer<String>, AutoCloseable {

  private static final int LAST_LINES = 12;
  private static final Pattern SHOWN = Pattern.compile("\\S+ +(WARN|ERROR) .*");

  private final Path file;
  private final PrintWriter writer;
  private final Terminal terminal;
  private final Deque<String> last = new ArrayDeque<>();

  ProductLog(Path file, Terminal terminal) {
    this.file = file;
    this.terminal = terminal;
    try {
      writer = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the log of the program cannot be written to " + file, e);
    }
  }

  @Override
  public synchronized void accept(String line) {
    writer.println(line);
    writer.flush();
    last.addLast(line);
    if (last.size() > LAST_LINES) {
      last.removeFirst();
    }
    if (SHOWN.matcher(line).matches()) {
      terminal.say(Source.PRODUCT, line);
    }
  }

  /** The last lines of the log, for a failure message. */
  synchronized String lastLines() {
    return "The last lines of its log " + file + ":\n" + String.join("\n", last);
  }

  @Override
  public synchronized void close() {
    writer.close();
  }
}
