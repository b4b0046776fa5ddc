package org.entrazscaler.cli;

import java.util.concurrent.Callable;
import org.entrazscaler.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code undo}: takes back what a cycle wrote. */
@Command(
    name = "undo",
    description = {
      "Shows, or carries out, the inverse of a cycle's writes, from the values kept in the"
          + " provisioning log. What was made is disabled, what was deleted is made anew. What is"
          + " restored is held until it changes in Entra, or the mapping changes, or retry names"
          + " it.",
      ""
    })
final class UndoCommand implements Callable<Integer> {

  private final RootCommand root;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "CYCLE",
      description = "The cycle, as status and logs name it; last: the last one that wrote.")
  private String cycle = "";

  @Option(names = "--apply", description = "Carries it out. Without it nothing is sent.")
  private boolean apply;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  UndoCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    if (spec != null && cycle.isBlank()) {
      throw new ParameterException(spec.commandLine(), "Name the cycle, or say last");
    }
    Settings settings = root.settings();
    settings.requireConnections();
    return root.operate(settings, provisioning -> provisioning.undo(cycle, apply, json));
  }
}
