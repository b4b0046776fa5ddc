package org.entrazscaler.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code refuse}: drops what a safeguard holds. */
@Command(
    name = "refuse",
    description = {
      "Drops what a safeguard holds. The next cycle is an initial one, and the safeguard holds"
          + " again if the cause is not fixed.",
      ""
    })
final class RefuseCommand implements Callable<Integer> {

  private final RootCommand root;

  @Parameters(
      paramLabel = "CYCLE",
      description = "The cycle that started the hold, as named by status and the mail.")
  private String cycle = "";

  RefuseCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    return root.execute(root.settings(), provisioning -> provisioning.refuse(cycle));
  }
}
