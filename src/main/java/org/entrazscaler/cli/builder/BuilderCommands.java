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

  /** The commands as picocli sees them, for completion. */
  CommandLine commandLine() {
    return commands;
  }

  /** Carries a command out: its first word is its name, the rest one argument. */
  Answer execute(String line) {
    String[] words = line.split("\\s+", 2);
    commands.execute(words);
    return answer;
  }

  @Command(
      name = ":user",
      description =
          "Takes the attributes of a user of the last read copy (id, userPrincipalName or"
              + " displayName), or those in a JSON file.")
  void user(@Parameters(paramLabel = "NAME") String name) {
    answer = builder.user(name);
  }

  @Command(
      name = ":set",
      description =
          "Gives an attribute a value: a text as it stands, or JSON; an empty one takes it away.")
  void set(@Parameters(paramLabel = "NAME=VALUE") String assignment) {
    answer = builder.set(assignment);
  }

  @Command(name = ":attributes", description = "Shows the attributes that have a value.")
  void attributes() {
    answer = builder.attributes();
  }

  @Command(name = ":help", description = "Shows this.")
  void help() {
    answer =
        Answer.of(
            Kind.MESSAGE,
            "A line is evaluated. Tab completes names; the arrow keys go through former lines.\n"
                + commands.getHelp().commandList().stripTrailing());
  }

  @Command(name = ":quit", description = "Ends.")
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
