package org.entrazscaler.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.command.ProvisioningMXBean;
import org.entrazscaler.logging.LogOutput;
import org.entrazscaler.settings.LoadedSettings;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.settings.SettingsException;
import org.entrazscaler.settings.SettingsLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program without a command, and what all commands share. */
@Command(
    name = "entra-zscaler-provisioning",
    description = {
      "Provisions users and groups from Microsoft Entra ID to Zscaler.",
      "Without a command it runs until it is stopped.",
      ""
    },
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    usageHelpAutoWidth = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit status, the highest that applies:%n",
    exitCodeList = {
      "0:done",
      "1:something is left (failed, parked, left out, different, not found)",
      "2:usage, settings, routes or mappings",
      "3:a connection or its credentials",
      "4:held by a safeguard (deletions, quarantine)",
      "5:another instance has the state"
    })
final class RootCommand implements Callable<Integer> {

  static final String CONFIG = "--config";

  private final Environment environment;
  private final Program program;

  @Option(
      names = CONFIG,
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "A properties file whose settings override application.properties.")
  private @Nullable Path config;

  RootCommand(Environment environment, Program program) {
    this.environment = environment;
    this.program = program;
  }

  @Override
  public Integer call() {
    return new RunCommand(this).call();
  }

  Environment environment() {
    return environment;
  }

  Program program() {
    return program;
  }

  /**
   * Loads the settings and configures the log.
   *
   * @throws SettingsException if a setting has an error
   */
  Settings settings() {
    LoadedSettings loaded = checkSettings();
    if (!loaded.problems().isEmpty()) {
      throw new SettingsException(loaded.problems());
    }
    return loaded.settings();
  }

  /** Loads the valid settings, reports the errors of the others, and configures the log. */
  LoadedSettings checkSettings() {
    LoadedSettings loaded =
        SettingsLoader.check(environment.workingDirectory(), config, environment.variables());
    Settings settings = loaded.settings();
    LogOutput.configure(settings.logging(), settings.secrets());
    return loaded;
  }

  /**
   * The runner of the provisioning.
   *
   * @throws SettingsException if a setting has an error, or one that a connection needs is missing
   */
  Runner runner() {
    Settings settings = settings();
    settings.requireConnections();
    return program.runner(settings);
  }

  /** Executes an operation, prints its text and returns its exit status. */
  int execute(Settings settings, Function<ProvisioningMXBean, CommandOutcome> operation) {
    CommandOutcome outcome = program.access(settings).call(operation);
    if (!outcome.getText().isEmpty()) {
      print(outcome.getText());
    }
    return outcome.getExitStatus();
  }

  /** Prints a text, with a line break at its end. */
  void print(String text) {
    environment.out().print(text);
    if (!text.endsWith("\n")) {
      environment.out().println();
    }
    environment.out().flush();
  }
}
