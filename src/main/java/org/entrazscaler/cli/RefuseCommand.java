package org.entrazscaler.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code refuse}: decides about what a safeguard holds. */
@Command(
    name = "refuse",
    description = {
      "Drops what a safeguard holds; the next cycle is an initial one, which holds again if the"
          + " cause is not mended.",
      ""
    })
final class RefuseCommand implements Callable<Integer> {

  private final RootCommand root;

  @Parameters(
      paramLabel = "CYCLE",
      description = "The cycle that began to hold, as status and the mail name it.")
  private String cycle = "";

  RefuseCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    return root.operate(root.settings(), provisioning -> provisioning.refuse(cycle));
  }
}
