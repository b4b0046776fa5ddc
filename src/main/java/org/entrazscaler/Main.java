package org.entrazscaler;

import java.util.Locale;
import org.entrazscaler.cli.CommandLineInterface;
import org.entrazscaler.cli.Environment;
import org.entrazscaler.program.LocalProgram;
import org.entrazscaler.text.ProcessText;

/** Starts the program. */
public final class Main {

  private Main() {}

  /**
   * Starts the program and ends the process with its exit status.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    // Numbers, letters and messages are the same on every machine, in libraries too.
    Locale.setDefault(Locale.ROOT);
    Environment environment = Environment.ofProcess();
    System.exit(
        new CommandLineInterface(environment, new LocalProgram(environment))
            .execute(ProcessText.arguments(arguments)));
  }
}
