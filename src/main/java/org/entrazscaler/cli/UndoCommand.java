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

/** {@code undo}: reverses what a cycle wrote. */
@Command(
    name = "undo",
    description = {
      "Shows, or carries out, the reverse of what a cycle wrote, with the values from the"
          + " provisioning log. An account that the cycle created is disabled; one that it deleted"
          + " is created again. Restored values stay until the object changes in Entra, the mapping"
          + " changes, or retry names the object.",
      ""
    })
final class UndoCommand implements Callable<Integer> {

  private final RootCommand root;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "CYCLE",
      description = "The cycle, as named by status and logs; last: the last cycle that wrote.")
  private String cycle = "";

  @Option(names = "--apply", description = "Carries out the undo. Without it nothing is sent.")
  private boolean apply;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  UndoCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    if (spec != null && cycle.isBlank()) {
      throw new ParameterException(spec.commandLine(), "Name the cycle, or use last");
    }
    Settings settings = root.settings();
    settings.requireConnections();
    return root.execute(settings, provisioning -> provisioning.undo(cycle, apply, json));
  }
}
