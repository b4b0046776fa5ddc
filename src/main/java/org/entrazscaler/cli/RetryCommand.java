package org.entrazscaler.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code retry}: gives parked objects another try. */
@Command(
    name = "retry",
    description = {
      "Takes parked objects out of the dead-letter store and tries them in the next cycle.",
      ""
    })
final class RetryCommand implements Callable<Integer> {

  private final RootCommand root;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "Parked users and groups, by id or name.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--cause",
      paramLabel = "TEXT",
      description = "Those whose reason of parking contains this text.")
  private @Nullable String cause;

  @Option(names = "--all", description = "All of them.")
  private boolean all;

  RetryCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    int ways = (names.isEmpty() ? 0 : 1) + (cause == null ? 0 : 1) + (all ? 1 : 0);
    boolean blank = names.stream().anyMatch(String::isBlank) || (cause != null && cause.isBlank());
    if (spec != null && (ways != 1 || blank)) {
      throw new ParameterException(
          spec.commandLine(),
          "Say which parked objects to retry: their names, or --cause TEXT, or --all"
              + " (the command status shows what is parked)");
    }
    return root.operate(
        root.settings(),
        provisioning ->
            provisioning.retry(names.toArray(new String[0]), cause == null ? "" : cause, all));
  }
}
