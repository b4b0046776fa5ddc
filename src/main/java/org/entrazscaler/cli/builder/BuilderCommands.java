package org.entrazscaler.cli.builder;

import java.util.Set;
import org.entrazscaler.cli.builder.Answer.Kind;
import org.entrazscaler.language.NearestName;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The commands inside the expression builder. */
@Command(name = "evaluate")
final class BuilderCommands {

  private final ExpressionBuilder builder;
  private final CommandLine commands;
  private Answer answer = Answer.of(Kind.MESSAGE, "");

  BuilderCommands(ExpressionBuilder builder) {
    this.builder = builder;
    this.commands =
        new CommandLine(this)
            .setUnmatchedOptionsArePositionalParams(true)
            .setParameterExceptionHandler(this::explain)
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  throw failure;
                });
  }

  /** The command line of picocli, for completion. */
  CommandLine commandLine() {
    return commands;
  }

  /** Executes a command: the first word is its name, the rest is one argument. */
  Answer execute(String line) {
    String[] words = line.split("\\s+", 2);
    commands.execute(words);
    return answer;
  }

  @Command(
      name = ":user",
      description =
          "Uses the attributes of a user in the source copy (object id, userPrincipalName or"
              + " displayName), or those in a JSON file.")
  void user(@Parameters(paramLabel = "NAME") String name) {
    answer = builder.user(name);
  }

  @Command(
      name = ":set",
      description =
          "Sets an attribute to a value: unquoted text or JSON. An empty value removes it.")
  void set(@Parameters(paramLabel = "NAME=VALUE") String assignment) {
    answer = builder.set(assignment);
  }

  @Command(name = ":attributes", description = "Shows the attributes that have a value.")
  void attributes() {
    answer = builder.attributes();
  }

  @Command(name = ":help", description = "Shows the commands.")
  void help() {
    answer =
        Answer.of(
            Kind.MESSAGE,
            "Each line is evaluated. Tab completes names; the arrow keys show previous lines.\n"
                + commands.getHelp().commandList().stripTrailing());
  }

  @Command(name = ":quit", description = "Ends the session.")
  void quit() {
    answer = Answer.of(Kind.END, "");
  }

  private int explain(ParameterException error, String[] arguments) {
    String name = arguments[0];
    Set<String> known = commands.getSubcommands().keySet();
    String message =
        known.contains(name)
            ? name + ": " + error.getMessage()
            : "There is no command `" + name + "`" + NearestName.hint(name, known);
    answer = Answer.of(Kind.ERROR, message + "\n:help shows the commands.");
    return 0;
  }
}
