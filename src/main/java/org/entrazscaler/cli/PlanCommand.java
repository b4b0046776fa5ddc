package org.entrazscaler.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.review.PlanJson;
import org.entrazscaler.review.PlanText;
import org.entrazscaler.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code plan}: what the next cycle would do. */
@Command(
    name = "plan",
    description = {
      "Shows what the next cycle would create, update, disable and delete, with each attribute"
          + " that changes. Reads both sides and writes nothing.",
      ""
    })
final class PlanCommand implements Callable<Integer> {

  private final RootCommand root;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Saves the plan for apply. The file contains personal data.")
  private @Nullable Path file;

  PlanCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Settings settings = root.settings();
    settings.requireConnections();
    Path save = file == null ? null : PlanFiles.requireWritable(root, file);
    CommandOutcome outcome =
        root.program().access(settings).call(provisioning -> provisioning.plan(true));
    if (!PlanJson.isPlan(outcome.getText())) {
      root.print(outcome.getText());
      return outcome.getExitStatus();
    }
    root.print(
        json
            ? outcome.getText()
            : PlanText.write(PlanJson.read(outcome.getText()), root.environment().colour()));
    if (save != null) {
      PlanFiles.save(save, outcome.getText());
      if (!json) {
        root.print("\nSaved in " + file + ". To carry out exactly this plan: apply " + file);
      }
    }
    return outcome.getExitStatus();
  }
}
