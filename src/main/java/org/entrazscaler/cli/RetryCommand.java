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

/** {@code retry}: tries parked objects again. */
@Command(
    name = "retry",
    description = {
      "Removes parked objects from the dead-letter list, so that the next cycle tries them again.",
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
      description = "Parked objects whose reason contains this text.")
  private @Nullable String cause;

  @Option(names = "--all", description = "All parked objects.")
  private boolean all;

  RetryCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    int selections = (names.isEmpty() ? 0 : 1) + (cause == null ? 0 : 1) + (all ? 1 : 0);
    boolean blank = names.stream().anyMatch(String::isBlank) || (cause != null && cause.isBlank());
    if (spec != null && (selections != 1 || blank)) {
      throw new ParameterException(
          spec.commandLine(),
          "Name the parked objects to retry, or use --cause TEXT or --all"
              + " (status shows what is parked)");
    }
    return root.execute(
        root.settings(),
        provisioning ->
            provisioning.retry(names.toArray(new String[0]), cause == null ? "" : cause, all));
  }
}
