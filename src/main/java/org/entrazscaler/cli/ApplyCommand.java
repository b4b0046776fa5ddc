package org.entrazscaler.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.entrazscaler.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code apply}: carries out a saved plan. */
@Command(
    name = "apply",
    description = {
      "Carries out exactly a saved plan. Objects that have changed on either side since then are"
          + " left out and named; the next cycle handles them.",
      ""
    })
final class ApplyCommand implements Callable<Integer> {

  private final RootCommand root;

  @Parameters(paramLabel = "FILE", description = "The file that plan --save has written.")
  private Path file = Path.of("");

  ApplyCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Settings settings = root.settings();
    settings.requireConnections();
    String plan = PlanFiles.read(root, file);
    return root.execute(settings, provisioning -> provisioning.apply(plan));
  }
}
