package org.entrazscaler.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code provision}: one user or group, on demand. */
@Command(
    name = "provision",
    description = {
      "Provisions one user or group now, beside whatever runs, and prints the steps with their values:"
          + " import, scope, match, action. What a safeguard holds of it is carried out, as a person"
          + " asks for it. Exit status 0: done, or nothing to be done.",
      ""
    })
final class ProvisionCommand implements Callable<Integer> {

  private final RootCommand root;

  @Parameters(
      paramLabel = "NAME",
      description = "A user or group, by object id, userPrincipalName or displayName.")
  private String name = "";

  @Option(names = "--plan", description = "Shows the steps and writes nothing anywhere.")
  private boolean plan;

  ProvisionCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    return root.operate(root.settings(), provisioning -> provisioning.provision(name, plan));
  }
}
