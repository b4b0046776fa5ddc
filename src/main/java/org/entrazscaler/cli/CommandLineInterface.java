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

/** The command line: finds the command, executes it, and prints a message for every failure. */
public final class CommandLineInterface {

  private static final String RED = "\u001b[31m";
  private static final String RESET = "\u001b[0m";

  /** The commands, in the order of the help text. */
  private static final List<String> COMMANDS =
      List.of(
          "run",
          "test-connection",
          "plan",
          "apply",
          "check",
          "evaluate",
          "import-schema",
          "provision",
          "reconcile",
          "status",
          "logs",
          "approve",
          "refuse",
          "undo",
          "retry",
          "restart");

  private final Environment environment;
  private final Program program;

  /**
   * Creates the command line.
   *
   * @param environment the streams, the working directory and the variables
   * @param program the program that the commands use
   */
  public CommandLineInterface(Environment environment, Program program) {
    this.environment = environment;
    this.program = program;
  }

  private static Object command(String name, RootCommand root) {
    return switch (name) {
      case "run" -> new RunCommand(root);
      case "test-connection" -> new TestConnectionCommand(root);
      case "plan" -> new PlanCommand(root);
      case "apply" -> new ApplyCommand(root);
      case "check" -> new CheckCommand(root);
      case "evaluate" -> new EvaluateCommand(root);
      case "import-schema" -> new ImportSchemaCommand(root);
      case "provision" -> new ProvisionCommand(root);
      case "reconcile" -> new ReconcileCommand(root);
      case "status" -> new StatusCommand(root);
      case "logs" -> new LogsCommand(root);
      case "approve" -> new ApproveCommand(root);
      case "refuse" -> new RefuseCommand(root);
      case "undo" -> new UndoCommand(root);
      case "retry" -> new RetryCommand(root);
      case "restart" -> new RestartCommand(root);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /**
   * Executes a command.
   *
   * @param arguments the arguments of the process
   * @return the exit status, 0 to 5
   */
  public int execute(String... arguments) {
    RootCommand root = new RootCommand(environment, program);
    CommandLine line = new CommandLine(root);
    String named = commandName(arguments);
    List<String> names = COMMANDS.contains(named) ? List.of(named) : COMMANDS;
    names.forEach(name -> line.addSubcommand(command(name, root)));
    return line.setOut(environment.out())
        .setErr(environment.err())
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(environment.colour() ? Ansi.ON : Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(this::explainUsage)
        .setExecutionExceptionHandler(this::explainFailure)
        .execute(arguments);
  }

  /**
   * The argument that names the command, if only {@code --config} precedes it. Then only this
   * command is created: creating all of them takes a tenth of the time of a short command.
   *
   * @return the first argument apart from {@code --config}; "" if there is none
   */
  private static String commandName(String... arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals(RootCommand.CONFIG)) {
        i++;
      } else if (!arguments[i].startsWith(RootCommand.CONFIG + "=")) {
        return arguments[i];
      }
    }
    return "";
  }

  private int explainUsage(ParameterException error, String[] arguments) {
    CommandLine command = error.getCommandLine();
    printError(String.valueOf(error.getMessage()));
    UnmatchedArgumentException.printSuggestions(error, environment.err());
    environment.err().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return end(ExitStatus.USAGE);
  }

  private int explainFailure(Exception failure, CommandLine command, ParseResult parsed) {
    if (failure instanceof SettingsException settings) {
      List<SettingsProblem> problems = settings.problems();
      printError(
          problems.size() == 1
              ? "There is an error in the settings:"
              : "There are " + problems.size() + " errors in the settings:");
      problems.forEach(problem -> environment.err().println("  " + problem));
      return end(ExitStatus.USAGE);
    }
    LoggerFactory.getLogger(CommandLineInterface.class).debug("The command failed", failure);
    if (failure instanceof CommandFailure expected) {
      printError(String.valueOf(expected.getMessage()));
      return end(expected.status());
    }
    if (failure instanceof LanguageException errors) {
      printError(String.valueOf(errors.getMessage()));
      return end(ExitStatus.USAGE);
    }
    String message = failure.getMessage();
    printError(message == null ? failure.getClass().getSimpleName() : message);
    return end(ExitStatus.LEFT);
  }

  private void printError(String message) {
    environment.err().println(environment.colour() ? RED + message + RESET : message);
  }

  private int end(ExitStatus status) {
    environment.err().flush();
    return status.code();
  }
}
