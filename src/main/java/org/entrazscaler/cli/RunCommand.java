package org.entrazscaler.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run}: provisions until stopped, or once. */
@Command(
    name = "run",
    description = {
      "Runs until stopped: a cycle at once, then one at each time of provisioning.schedule, with"
          + " health, metrics and the console.",
      ""
    })
final class RunCommand implements Callable<Integer> {

  private final RootCommand root;

  @Option(
      names = "--once",
      description =
          "Runs one cycle and ends, for cron and the like; an instance that is running on the same"
              + " state is asked for it.")
  private boolean once;

  RunCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Runner runner = root.runner();
    return once ? runner.runOnce() : runner.run();
  }
}
