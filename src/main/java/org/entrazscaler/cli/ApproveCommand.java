package org.entrazscaler.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code approve}: carries out what a safeguard holds. */
@Command(
    name = "approve",
    description = {
      "Runs a cycle that carries out what a safeguard holds, if its numbers are still those that"
          + " were shown. Otherwise prints the new numbers and ends with exit status 4.",
      ""
    })
final class ApproveCommand implements Callable<Integer> {

  private final RootCommand root;

  @Parameters(
      paramLabel = "CYCLE",
      description = "The cycle that started the hold, as named by status and the mail.")
  private String cycle = "";

  ApproveCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    return root.execute(root.settings(), provisioning -> provisioning.approve(cycle));
  }
}
