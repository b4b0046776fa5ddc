package org.entrazscaler;

import java.nio.file.Path;
import java.util.List;
import org.entrazscaler.cli.CommandLineInterface;
import org.entrazscaler.cli.Program;
import org.entrazscaler.cli.ProvisioningAccess;
import org.entrazscaler.cli.Runner;
import org.entrazscaler.cli.Surroundings;
import org.entrazscaler.mapping.check.Finding;
import org.entrazscaler.settings.Settings;

/** Starts the program. */
public final class Main implements Program {

  private Main() {}

  /**
   * Starts the program and ends the process with its exit status.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    System.exit(new CommandLineInterface(Surroundings.ofProcess(), new Main()).execute(arguments));
  }

  @Override
  public Runner runner(Settings settings) {
    throw new UnsupportedOperationException("Provisioning is not wired in yet");
  }

  @Override
  public List<Finding> checkRoutes(Settings settings, Path folder) {
    throw new UnsupportedOperationException("The check of routes is not wired in yet");
  }

  @Override
  public ProvisioningAccess access(Settings settings) {
    throw new UnsupportedOperationException("Provisioning is not wired in yet");
  }
}
