package org.entrazscaler.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.entrazscaler.settings.Durations;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code logs}: the provisioning log. */
@Command(
    name = "logs",
    description = {"Prints the provisioning log, newest last.", ""})
final class LogsCommand implements Callable<Integer> {

  /** The result of an action. */
  enum Result {
    success,
    failure,
    skipped
  }

  /** The output format. */
  static final class Format {
    @Option(names = "--json", description = "Prints one JSON object per line.")
    private boolean json;

    @Option(names = "--csv", description = "Prints comma-separated values.")
    private boolean csv;

    private String name() {
      return json ? "json" : csv ? "csv" : "text";
    }
  }

  private final RootCommand root;

  @Spec private @Nullable CommandSpec spec;

  @ArgGroup private Format format = new Format();

  @Option(
      names = "--since",
      paramLabel = "DURATION",
      description = "Only entries of the last DURATION, such as 30m, 12h or 7d.")
  private @Nullable String since;

  @Option(
      names = "--result",
      paramLabel = "RESULT",
      description = "Only entries with this result: ${COMPLETION-CANDIDATES}.")
  private @Nullable Result result;

  @Option(
      names = "--object",
      paramLabel = "NAME",
      description = "Only entries of this user or group, by id or name.")
  private String object = "";

  @Option(names = "--cycle", paramLabel = "ID", description = "Only entries of this cycle.")
  private String cycle = "";

  LogsCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    checkSince();
    return root.execute(
        root.settings(),
        provisioning ->
            provisioning.logs(
                format.name(),
                since == null ? "" : since,
                result == null ? "" : result.name().toLowerCase(Locale.ROOT),
                object,
                cycle));
  }

  private void checkSince() {
    if (since == null || spec == null) {
      return;
    }
    try {
      Durations.parse(since);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "Invalid value for --since: '" + since + "': " + e.getMessage(), e);
    }
  }
}
