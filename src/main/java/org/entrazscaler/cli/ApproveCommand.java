package org.entrazscaler.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code approve}: decides about what a safeguard holds. */
@Command(
    name = "approve",
    description = {
      "Carries out what a safeguard holds, if its numbers are still those that were shown; if not,"
          + " says the new numbers and ends with exit status 4. Runs a cycle.",
      ""
    })
final class ApproveCommand implements Callable<Integer> {

  private final RootCommand root;

  @Parameters(
      paramLabel = "CYCLE",
      description = "The cycle that began to hold, as status and the mail name it.")
  private String cycle = "";

  ApproveCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    return root.operate(root.settings(), provisioning -> provisioning.approve(cycle));
  }
}
