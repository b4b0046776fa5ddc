package org.entrazscaler.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code provision}: provision on demand. */
@Command(
    name = "provision",
    description = {
      "Provisions one user or group now, even while a cycle runs, and prints the steps with their"
          + " values: import, scope, match, action. Changes of this object that a safeguard holds"
          + " are carried out too. Exit status 0: done, or nothing to do.",
      ""
    })
final class ProvisionCommand implements Callable<Integer> {

  private final RootCommand root;

  @Parameters(
      paramLabel = "NAME",
      description = "A user or group, by object id, userPrincipalName or displayName.")
  private String name = "";

  @Option(names = "--plan", description = "Shows the steps and writes nothing.")
  private boolean plan;

  ProvisionCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    return root.execute(root.settings(), provisioning -> provisioning.provision(name, plan));
  }
}
