package org.entrazscaler.cli;

import java.util.concurrent.Callable;
import org.entrazscaler.command.ProvisioningMXBean;
import org.entrazscaler.settings.Settings;
import picocli.CommandLine.Command;

/** {@code test-connection}: like Test Connection in the portal, but for both sides. */
@Command(
    name = "test-connection",
    description = {
      "Tests the connections to Entra and Zscaler and prints one line for each test: token, Graph"
          + " permissions, enterprise application and its assignments, SCIM token, mappings"
          + " against the schemas of Zscaler. Writes nothing.",
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
    return root.execute(settings, ProvisioningMXBean::testConnection);
  }
}
