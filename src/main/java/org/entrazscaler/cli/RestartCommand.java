package org.entrazscaler.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code restart}: the portal's Restart. */
@Command(
    name = "restart",
    description = {
      "As the portal's Restart: the next cycle is an initial one; quarantine and parked objects are"
          + " forgotten. It never lifts a deletion stop.",
      ""
    })
final class RestartCommand implements Callable<Integer> {

  private final RootCommand root;

  @Option(
      names = "--links",
      description = "Forgets the links to the target's objects too, and matches anew.")
  private boolean links;

  RestartCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    return root.operate(root.settings(), provisioning -> provisioning.restart(links));
  }
}
