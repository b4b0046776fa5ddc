package org.entrazscaler.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entrazscaler.mapping.check.Finding;
import org.entrazscaler.mapping.check.MappingBlocks;
import org.entrazscaler.mapping.check.MappingCheck;
import org.entrazscaler.mapping.schema.ImportedObject;
import org.entrazscaler.mapping.schema.ImportedSchema;
import org.entrazscaler.mapping.schema.Note;
import org.entrazscaler.mapping.schema.Note.Kind;
import org.entrazscaler.mapping.schema.RouteFileText;
import org.entrazscaler.mapping.schema.SchemaException;
import org.entrazscaler.mapping.schema.SchemaImport;
import org.entrazscaler.settings.ProvisioningSettings;
import org.entrazscaler.settings.ProvisioningSettings.Action;
import org.entrazscaler.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import-schema}: imports the mappings and filters of an Entra application. */
@Command(
    name = "import-schema",
    description = {
      "Converts Entra's exported provisioning schema into routes/user-mapping.camel.yaml,"
          + " routes/group-mapping.camel.yaml and routes/scope.camel.yaml, and names what has no"
          + " equivalent. The previous files are kept as *.bak.",
      ""
    },
    footer = {
      "",
      "Graph returns the schema at /servicePrincipals/{id}/synchronization/jobs/{id}/schema.",
      "A running instance loads changed files at once; --print shows the files first."
    })
final class ImportSchemaCommand implements Callable<Integer> {

  private static final long LARGEST = 64L * 1024 * 1024;
  private static final String ROUTES = "routes";
  private static final String ALL = "ALL";
  private static final List<String> ACTIONS = List.of("create", "update", "delete");

  private final RootCommand root;

  @Parameters(paramLabel = "FILE", description = "The schema as a JSON file.")
  private Path file = Path.of("");

  @Option(names = "--print", description = "Prints the files and writes nothing.")
  private boolean print;

  ImportSchemaCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Settings settings = root.settings();
    Path routes = root.environment().workingDirectory().resolve(ROUTES);
    if (!Files.isDirectory(routes)) {
      throw new CommandFailure(
          ExitStatus.USAGE, "There is no folder " + ROUTES + " to import into");
    }
    ImportedSchema schema = schema(root.program().mappingCheck(settings));
    List<Note> notes = new ArrayList<>(schema.notes());
    Map<Path, String> contents;
    List<Finding> warnings;
    try {
      contents = contents(routes, schema, notes);
      warnings = check(settings, routes, contents);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.USAGE, ROUTES + " cannot be read or copied to a temporary folder", e);
    }
    if (print) {
      contents.forEach((path, content) -> root.print("# " + shown(path) + "\n" + content));
    } else {
      replace(contents);
    }
    report("Left out:", notes, Kind.LEFT_OUT);
    report("Imported with a different effect:", notes, Kind.DIFFERENT);
    Map<String, String> wanted = settingsToChange(settings.provisioning(), schema);
    if (!wanted.isEmpty()) {
      root.print("\nSet these settings for the same result as in Entra:");
      wanted.forEach((key, value) -> root.print("  " + key + "=" + value));
    }
    if (!warnings.isEmpty()) {
      root.print("");
      warnings.forEach(warning -> root.print(warning.report()));
    }
    return (notes.isEmpty() && wanted.isEmpty() ? ExitStatus.DONE : ExitStatus.LEFT).code();
  }

  private ImportedSchema schema(MappingCheck check) {
    Path path = root.environment().workingDirectory().resolve(file);
    try {
      if (Files.size(path) > LARGEST) {
        throw new CommandFailure(
            ExitStatus.USAGE, file + " is larger than 64 MiB, so it is not a provisioning schema");
      }
      return SchemaImport.read(Files.readAllBytes(path), check);
    } catch (IOException e) {
      throw new CommandFailure(ExitStatus.USAGE, file + " cannot be read", e);
    } catch (SchemaException e) {
      throw new CommandFailure(
          ExitStatus.USAGE, file + ": " + e.getMessage() + "\nNothing was written.", e);
    }
  }

  private static Map<Path, String> contents(Path routes, ImportedSchema schema, List<Note> notes)
      throws IOException {
    Map<Path, String> contents = new LinkedHashMap<>();
    schema
        .users()
        .ifPresent(
            users ->
                contents.put(
                    routes.resolve(RouteFileText.USER_MAPPING),
                    RouteFileText.userMapping(users.rows())));
    schema
        .groups()
        .ifPresent(
            groups ->
                contents.put(
                    routes.resolve(RouteFileText.GROUP_MAPPING),
                    RouteFileText.groupMapping(groups.rows())));
    if (schema.users().flatMap(ImportedObject::filter).isPresent()
        || schema.groups().flatMap(ImportedObject::filter).isPresent()) {
      contents.put(
          routes.resolve(RouteFileText.SCOPE),
          RouteFileText.scope(
              filter(schema.users(), inForce(routes, "user")),
              filter(schema.groups(), inForce(routes, "group"))));
    }
    noteKeptFilter("user", schema.users(), inForce(routes, "user"), notes);
    noteKeptFilter("group", schema.groups(), inForce(routes, "group"), notes);
    return contents;
  }

  private static String filter(Optional<ImportedObject> imported, String inForce) {
    return imported.flatMap(ImportedObject::filter).orElse(inForce);
  }

  private static String inForce(Path routes, String type) throws IOException {
    return MappingBlocks.block(routes, "scope", "scope-" + type)
        .map(filter -> filter.strip().replaceAll("\\s*\\R\\s*", " "))
        .orElse(ALL);
  }

  private static void noteKeptFilter(
      String type, Optional<ImportedObject> imported, String inForce, List<Note> notes) {
    if (imported.isPresent() && imported.get().filter().isEmpty()) {
      notes.add(
          new Note(
              Kind.LEFT_OUT,
              type + "s, scoping filter",
              "the whole filter, because a part of it would include or exclude other objects. This"
                  + " filter stays in force:\n"
                  + inForce));
    }
  }

  /**
   * Checks a copy of the folder with the new files.
   *
   * @return the warnings of {@code check}
   * @throws CommandFailure if {@code check} finds an error
   */
  private List<Finding> check(Settings settings, Path routes, Map<Path, String> contents)
      throws IOException {
    Path staged = Files.createTempDirectory("import-schema");
    try {
      for (Path present : MappingCheck.routeFiles(routes)) {
        Files.copy(present, staged.resolve(present.getFileName()));
      }
      for (Map.Entry<Path, String> entry : contents.entrySet()) {
        Files.writeString(staged.resolve(entry.getKey().getFileName()), entry.getValue());
      }
      List<Finding> findings =
          root.program().checkRoutes(settings, staged).stream()
              .map(finding -> moved(finding, staged))
              .toList();
      List<Finding> errors = findings.stream().filter(Finding::isError).toList();
      if (!errors.isEmpty()) {
        throw new CommandFailure(
            ExitStatus.USAGE,
            errors.stream().map(Finding::report).collect(Collectors.joining("\n"))
                + "\nThe folder would have these errors with the imported files. Nothing was"
                + " written.");
      }
      return findings;
    } finally {
      delete(staged);
    }
  }

  private static Finding moved(Finding finding, Path staged) {
    String from = staged.toString();
    return new Finding(
        finding.severity(),
        finding.file().replace(from, ROUTES),
        finding.line(),
        finding.column(),
        finding.message(),
        finding.report().replace(from, ROUTES));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path path : files.toList()) {
        Files.delete(path);
      }
    }
    Files.delete(folder);
  }

  private void replace(Map<Path, String> contents) {
    try {
      for (FileReplacement.Replaced replaced : FileReplacement.replace(contents)) {
        Path backup = replaced.backup();
        root.print(
            shown(replaced.file())
                + (!replaced.changed()
                    ? " is unchanged"
                    : backup == null
                        ? " is written"
                        : " is written; the previous content is in " + shown(backup)));
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "The files in " + ROUTES + " cannot be written and are unchanged: " + e.getMessage(),
          e);
    }
  }

  private void report(String heading, List<Note> notes, Kind kind) {
    List<Note> selected = notes.stream().filter(note -> note.kind() == kind).toList();
    if (!selected.isEmpty()) {
      root.print("\n" + heading);
      selected.forEach(
          note ->
              root.print("  " + note.about() + ": " + note.message().replace("\n", "\n      ")));
    }
  }

  private static Map<String, String> settingsToChange(
      ProvisioningSettings settings, ImportedSchema schema) {
    Map<String, String> wanted = new TreeMap<>();
    compare(wanted, "user", schema.users(), settings.users(), settings.userActions());
    compare(wanted, "group", schema.groups(), settings.groups(), settings.groupActions());
    return wanted;
  }

  private static void compare(
      Map<String, String> wanted,
      String type,
      Optional<ImportedObject> imported,
      boolean on,
      Set<Action> actions) {
    boolean wantedOn =
        imported.filter(object -> object.enabled() && !object.actions().isEmpty()).isPresent();
    if (wantedOn != on) {
      wanted.put("provisioning." + type + "s", wantedOn ? "on" : "off");
    }
    Set<String> present =
        actions.stream()
            .map(action -> action.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    imported
        .map(ImportedObject::actions)
        .filter(words -> wantedOn && !words.equals(present))
        .ifPresent(
            words ->
                wanted.put(
                    "provisioning." + type + "-actions",
                    ACTIONS.stream().filter(words::contains).collect(Collectors.joining(","))));
  }

  private static String shown(Path path) {
    return ROUTES + "/" + path.getFileName();
  }
}
