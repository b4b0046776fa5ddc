package org.entrazscaler.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run}: provisions until it is stopped, or once. */
@Command(
    name = "run",
    description = {
      "Runs until it is stopped: starts a cycle at once and then at each tick of"
          + " provisioning.schedule; serves health, metrics and the console.",
      ""
    })
final class RunCommand implements Callable<Integer> {

  private final RootCommand root;

  @Option(
      names = "--once",
      description =
          "Runs one cycle and ends, for example for cron. If an instance is running on the same"
              + " state, that instance runs the cycle.")
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
