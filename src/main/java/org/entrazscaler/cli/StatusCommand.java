package org.entrazscaler.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code status}: what is running, the last cycle, and what is held or parked. */
@Command(
    name = "status",
    description = {"Shows what is running, the last cycle, and what is held or parked.", ""})
final class StatusCommand implements Callable<Integer> {

  private final RootCommand root;

  @Option(names = "--json", description = "Prints a JSON object.")
  private boolean json;

  StatusCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    return root.execute(root.settings(), provisioning -> provisioning.status(json));
  }
}
