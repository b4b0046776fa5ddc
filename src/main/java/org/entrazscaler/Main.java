package org.entrazscaler;

import org.entrazscaler.cli.CommandLineInterface;
import org.entrazscaler.cli.Surroundings;
import org.entrazscaler.program.LocalProgram;

/** Starts the program. */
public final class Main {

  private Main() {}

  /**
   * Starts the program and ends the process with its exit status.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Surroundings surroundings = Surroundings.ofProcess();
    System.exit(
        new CommandLineInterface(surroundings, new LocalProgram(surroundings)).execute(arguments));
  }
}
