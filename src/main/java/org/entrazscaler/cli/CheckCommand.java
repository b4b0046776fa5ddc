package org.entrazscaler.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.entrazscaler.expression.EvaluationContext;
import org.entrazscaler.mapping.MappingTable;
import org.entrazscaler.mapping.check.Finding;
import org.entrazscaler.mapping.check.MappingBlocks;
import org.entrazscaler.settings.LoadedSettings;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.text.Count;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code check}: every error that can be found without a network. */
@Command(
    name = "check",
    description = {
      "Checks settings, routes, mappings and filters without a network, and reports every error"
          + " with its file, line and column.",
      ""
    })
final class CheckCommand implements Callable<Integer> {

  private static final String ROUTES = "routes";

  private final RootCommand root;

  @Option(
      names = "--show",
      paramLabel = "USER",
      description =
          "Also prints the user mapping, with the value of each row for a user in the source copy,"
              + " or for the attributes in a JSON file.")
  private @Nullable String user;

  CheckCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    LoadedSettings loaded = root.checkSettings();
    Settings settings = loaded.settings();
    List<Finding> findings = root.program().checkRoutes(settings, routes());
    loaded.problems().forEach(problem -> root.print(problem.toString()));
    findings.forEach(finding -> root.print(finding.report()));
    printMissing(loaded.notSet());
    long errors = loaded.problems().size() + findings.stream().filter(Finding::isError).count();
    long warnings = findings.stream().filter(finding -> !finding.isError()).count();
    root.print(
        (errors == 0 ? "Everything is valid" : Count.of(errors, "error"))
            + (warnings == 0 ? "." : ", " + Count.of(warnings, "warning") + "."));
    if (errors > 0) {
      return ExitStatus.USAGE.code();
    }
    return user == null ? ExitStatus.DONE.code() : show(settings, user);
  }

  private Path routes() {
    return root.environment().workingDirectory().resolve(ROUTES);
  }

  private void printMissing(List<String> missing) {
    if (!missing.isEmpty()) {
      root.print("Not set yet, but needed to connect: " + String.join(", ", missing));
    }
  }

  private int show(Settings settings, String name) {
    Path file = UserFile.find(root.environment().workingDirectory(), name);
    root.print("");
    if (file == null) {
      return root.execute(settings, provisioning -> provisioning.showMapping(name, ""));
    }
    MappingTable table = table(file, name);
    root.print(table.render());
    return (table.isComplete() ? ExitStatus.DONE : ExitStatus.LEFT).code();
  }

  private MappingTable table(Path file, String name) {
    Map<String, Object> attributes = UserFile.attributes(file, name);
    try {
      return MappingTable.of(
          MappingBlocks.ofUsers(routes()).orElseThrow(),
          attributes::get,
          EvaluationContext.of(root.environment().clock()));
    } catch (IOException e) {
      throw new CommandFailure(ExitStatus.USAGE, ROUTES + " cannot be read", e);
    }
  }
}
