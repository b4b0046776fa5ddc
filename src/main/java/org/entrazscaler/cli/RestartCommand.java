package org.entrazscaler.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code restart}: like Restart provisioning in the portal. */
@Command(
    name = "restart",
    description = {
      "Like Restart provisioning in the portal: the next cycle is an initial one; quarantine and"
          + " parked objects are cleared. What a safeguard holds stays held.",
      ""
    })
final class RestartCommand implements Callable<Integer> {

  private final RootCommand root;

  @Option(
      names = "--links",
      description = "Also deletes the links to objects in Zscaler, so that all are matched again.")
  private boolean links;

  RestartCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    return root.execute(root.settings(), provisioning -> provisioning.restart(links));
  }
}
