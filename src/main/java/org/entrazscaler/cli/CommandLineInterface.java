package org.entrazscaler.cli;

import java.util.List;
import org.entrazscaler.language.LanguageException;
import org.entrazscaler.settings.SettingsException;
import org.entrazscaler.settings.SettingsProblem;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: finds the command, carries it out, and turns every failure into words. */
public final class CommandLineInterface {

  private static final String RED = "\u001b[31m";
  private static final String RESET = "\u001b[0m";

  private final Surroundings surroundings;
  private final Program program;

  /**
   * A command line.
   *
   * @param surroundings where it was called
   * @param program what the commands set to work
   */
  public CommandLineInterface(Surroundings surroundings, Program program) {
    this.surroundings = surroundings;
    this.program = program;
  }

  /**
   * Carries a command out.
   *
   * @param arguments the command line
   * @return the exit status, 0 to 5
   */
  public int execute(String... arguments) {
    RootCommand root = new RootCommand(surroundings, program);
    return new CommandLine(root)
        .addSubcommand(new RunCommand(root))
        .addSubcommand(new TestConnectionCommand(root))
        .addSubcommand(new PlanCommand(root))
        .addSubcommand(new ApplyCommand(root))
        .addSubcommand(new CheckCommand(root))
        .addSubcommand(new EvaluateCommand(root))
        .addSubcommand(new ImportSchemaCommand(root))
        .addSubcommand(new ProvisionCommand(root))
        .addSubcommand(new ReconcileCommand(root))
        .addSubcommand(new StatusCommand(root))
        .addSubcommand(new LogsCommand(root))
        .addSubcommand(new ApproveCommand(root))
        .addSubcommand(new RefuseCommand(root))
        .addSubcommand(new UndoCommand(root))
        .addSubcommand(new RetryCommand(root))
        .addSubcommand(new RestartCommand(root))
        .setOut(surroundings.out())
        .setErr(surroundings.err())
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(surroundings.colour() ? Ansi.ON : Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(this::explainUsage)
        .setExecutionExceptionHandler(this::explainFailure)
        .execute(arguments);
  }

  private int explainUsage(ParameterException mistake, String[] arguments) {
    CommandLine command = mistake.getCommandLine();
    complain(String.valueOf(mistake.getMessage()));
    UnmatchedArgumentException.printSuggestions(mistake, surroundings.err());
    surroundings.err().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return end(ExitStatus.USAGE);
  }

  private int explainFailure(Exception failure, CommandLine command, ParseResult parsed) {
    if (failure instanceof SettingsException settings) {
      List<SettingsProblem> problems = settings.problems();
      complain(
          problems.size() == 1
              ? "There is a mistake in the settings:"
              : "There are " + problems.size() + " mistakes in the settings:");
      problems.forEach(problem -> surroundings.err().println("  " + problem));
      return end(ExitStatus.USAGE);
    }
    LoggerFactory.getLogger(CommandLineInterface.class).debug("The command failed", failure);
    if (failure instanceof CommandFailure expected) {
      complain(String.valueOf(expected.getMessage()));
      return end(expected.status());
    }
    if (failure instanceof LanguageException mistakes) {
      complain(String.valueOf(mistakes.getMessage()));
      return end(ExitStatus.USAGE);
    }
    String message = failure.getMessage();
    complain(message == null ? failure.getClass().getSimpleName() : message);
    return end(ExitStatus.LEFT);
  }

  private void complain(String message) {
    surroundings.err().println(surroundings.colour() ? RED + message + RESET : message);
  }

  private int end(ExitStatus status) {
    surroundings.err().flush();
    return status.code();
  }
}
