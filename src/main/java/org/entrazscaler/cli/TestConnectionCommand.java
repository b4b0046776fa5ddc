package org.entrazscaler.cli;

import java.util.concurrent.Callable;
import org.entrazscaler.command.ProvisioningMXBean;
import org.entrazscaler.settings.Settings;
import picocli.CommandLine.Command;

/** {@code test-connection}: Entra's Test Connection, for both sides. */
@Command(
    name = "test-connection",
    description = {
      "Tests both sides, a line each: token, Graph permissions, enterprise application and its"
          + " assignments, SCIM token, mappings against the target's schemas. Writes nothing.",
      ""
    })
final class TestConnectionCommand implements Callable<Integer> {

  private final RootCommand root;

  TestConnectionCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Settings settings = root.settings();
    settings.requireConnections();
    return root.operate(settings, ProvisioningMXBean::testConnection);
  }
}
