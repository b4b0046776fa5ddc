package org.entrazscaler.cli;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Calls the command line and keeps its output. */
final class CommandLineTrial {

  private final Path directory;
  private final Program program;
  private String input = "";
  private boolean terminal;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  CommandLineTrial(Path directory, Program program) {
    this.directory = directory;
    this.program = program;
  }

  void input(String text) {
    input = text;
  }

  void onTerminal() {
    terminal = true;
  }

  int call(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    Environment environment =
        new Environment(
            directory,
            Map.of(),
            new BufferedReader(new StringReader(input)),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            Clock.systemUTC(),
            terminal,
            terminal);
    return new CommandLineInterface(environment, program).execute(arguments);
  }

  String out() {
    return out.toString().replace("\r\n", "\n");
  }

  String err() {
    return err.toString().replace("\r\n", "\n");
  }
}
