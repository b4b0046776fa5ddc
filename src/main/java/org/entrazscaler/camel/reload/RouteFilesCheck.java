package org.entrazscaler.camel.reload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.entrazscaler.language.LanguageException;
import org.entrazscaler.language.TextError;
import org.entrazscaler.mapping.check.Finding;
import org.entrazscaler.mapping.check.Finding.Severity;
import org.entrazscaler.mapping.check.MappingCheck;
import org.entrazscaler.text.NotUtf8Exception;
import org.entrazscaler.text.Utf8;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Checks all route files of a folder: their blocks with {@link MappingCheck}, and everything else
 * by letting Camel build all routes in a separate context that never starts them.
 */
public final class RouteFilesCheck {

  /** Each attempt builds the routes except those that have failed before. */
  private static final int MAX_ATTEMPTS = 20;

  /** The begin of a text of several lines. */
  private static final Pattern BLOCK = Pattern.compile("\\s*expression:\\s*\\|[-+]?\\s*");

  /** The keys of beans and of Camel K files, and the escapes by which they can be written. */
  private static final Pattern BEFORE_ROUTES = Pattern.compile("beans|apiVersion|\\\\[xuU]");

  private final MappingCheck mappings;
  private final CamelContext program;

  /**
   * Creates a check.
   *
   * @param mappings checks the blocks
   * @param program the context whose beans, properties and thread pool profiles the routes use; it
   *     need not be started and is not changed. Its beans must not be Camel components or services,
   *     because Camel would stop these together with the context of the check
   */
  public RouteFilesCheck(MappingCheck mappings, CamelContext program) {
    this.mappings = mappings;
    this.program = program;
  }

  /**
   * Checks every {@code *.camel.yaml} of a folder.
   *
   * @return all findings, sorted by file and position
   */
  public List<Finding> check(Path folder) {
    List<Finding> findings = new ArrayList<>(mappings.checkFolder(folder));
    try {
      List<Path> files = MappingCheck.routeFiles(folder);
      Set<String> failed = new HashSet<>();
      boolean again = true;
      for (int attempt = 0; again && attempt < MAX_ATTEMPTS; attempt++) {
        again = build(folder.toString(), files, failed, attempt == 0, findings);
      }
    } catch (IOException e) {
      findings.add(
          Finding.about(Severity.ERROR, folder.toString(), "The folder cannot be read: " + e));
    }
    findings.sort(Finding.BY_PLACE);
    return List.copyOf(findings);
  }

  /** Builds all routes except those that have failed; true if another one fails. */
  private boolean build(
      String folder, List<Path> files, Set<String> failed, boolean first, List<Finding> findings)
      throws IOException {
    try (ScratchContext scratch = ScratchContext.like(program)) {
      for (Path file : files) {
        try {
          load(scratch, file);
        } catch (Exception e) {
          if (first) {
            unreadable(file, e, findings);
          }
        }
      }
      if (first) {
        checkTemplates(scratch, findings);
      }
      return start(folder, files, scratch, failed, findings);
    }
  }

  /**
   * Loads a file as Camel does, but faster. Camel parses each file twice, first for beans that must
   * exist before the routes; here a file without such beans is parsed only once.
   */
  private static void load(ScratchContext scratch, Path file) throws Exception {
    RoutesLoader loader = PluginHelper.getRoutesLoader(scratch);
    Resource resource = ResourceHelper.resolveMandatoryResource(scratch, "file:" + file);
    if (BEFORE_ROUTES.matcher(Utf8.read(file)).find()) {
      loader.loadRoutes(resource);
      return;
    }
    RoutesBuilder routes =
        loader.getRoutesLoader(MappingCheck.EXTENSION).loadRoutesBuilder(resource);
    if (routes instanceof RouteConfigurationsBuilder configurations) {
      scratch.addRoutesConfigurations(configurations);
    }
    scratch.addRoutes(routes);
    scratch.addTemplatedRoutes(routes);
  }

  /** Checks the templates of mails, which Camel compiles only when a mail is sent. */
  private static void checkTemplates(ScratchContext scratch, List<Finding> findings)
      throws IOException {
    for (RouteDefinition route : scratch.getRouteDefinitions()) {
      Resource resource = route.getResource();
      if (resource == null) {
        continue;
      }
      Path file = Path.of(resource.getURI());
      for (TemplateCheck.Broken broken : TemplateCheck.of(route)) {
        findings.add(
            at(
                file,
                line(file, broken),
                0,
                "The template cannot be read: %s".formatted(broken.reason())));
      }
    }
  }

  /** The line of an error in a block, which begins below the header whose value it is. */
  private static int line(Path file, TemplateCheck.Broken broken) throws IOException {
    List<String> lines = Utf8.read(file).lines().toList();
    int header = Math.max(1, broken.header()) - 1;
    for (int line = header; broken.line() > 0 && line < lines.size(); line++) {
      if (BLOCK.matcher(lines.get(line)).matches()) {
        return Math.min(line + broken.line(), lines.size() - 1);
      }
    }
    return header;
  }

  private static boolean start(
      String folder,
      List<Path> files,
      ScratchContext scratch,
      Set<String> failed,
      List<Finding> findings)
      throws IOException {
    try {
      for (String id : failed) {
        scratch.removeRouteDefinition(scratch.getRouteDefinition(id));
      }
      scratch.start();
      return false;
    } catch (Exception e) {
      String route = failedRoute(e);
      if (route == null) {
        findings.add(Finding.about(Severity.ERROR, folder, message(e)));
        return false;
      }
      // The check of the blocks has already reported it, with its position.
      if (cause(e, LanguageException.class) == null) {
        findings.add(ofRoute(folder, files, scratch, route, message(e)));
      }
      return failed.add(route);
    }
  }

  /** The route that cannot be built or started; null if the failure does not belong to a route. */
  private static @Nullable String failedRoute(Exception e) {
    FailedToCreateRouteException notCreated = cause(e, FailedToCreateRouteException.class);
    if (notCreated != null) {
      return notCreated.getRouteId();
    }
    FailedToStartRouteException notStarted = cause(e, FailedToStartRouteException.class);
    return notStarted == null ? null : notStarted.getRouteId();
  }

  private static Finding ofRoute(
      String folder, List<Path> files, ScratchContext scratch, String id, String reason)
      throws IOException {
    String message = "The route %s cannot be created: %s".formatted(id, reason);
    RouteDefinition route = scratch.getRouteDefinition(id);
    Resource resource = route == null ? null : route.getResource();
    if (route == null || resource == null) {
      return ofTemplatedRoute(folder, files, id, message);
    }
    return at(Path.of(resource.getURI()), Math.max(1, route.getLineNumber()) - 1, 0, message);
  }

  /** Camel does not store the position of routes that it creates from templates. */
  private static Finding ofTemplatedRoute(
      String folder, List<Path> files, String id, String message) throws IOException {
    Pattern declaration =
        Pattern.compile("\\s*routeId:\\s*([\"']?)" + Pattern.quote(id) + "\\1\\s*(#.*)?");
    for (Path file : files) {
      List<String> lines = Utf8.read(file).lines().toList();
      for (int line = 0; line < lines.size(); line++) {
        if (declaration.matcher(lines.get(line)).matches()) {
          return at(file, line, 0, message);
        }
      }
    }
    return Finding.about(Severity.ERROR, folder, message);
  }

  private static void unreadable(Path file, Exception thrown, List<Finding> findings)
      throws IOException {
    String name = file.toString();
    boolean reported =
        cause(thrown, NotUtf8Exception.class) != null
            || findings.stream().anyMatch(known -> known.file().equals(name) && isYamlError(known));
    if (reported) {
      return;
    }
    if (name.indexOf('\uFFFD') >= 0) {
      findings.add(
          Finding.about(
              Severity.ERROR,
              name,
              "The name of the file cannot be read in this locale ("
                  + System.getProperty("sun.jnu.encoding")
                  + "): start with LC_ALL=C.UTF-8, or rename the file"));
      return;
    }
    MarkedYamlEngineException marked = cause(thrown, MarkedYamlEngineException.class);
    if (marked == null || marked.getProblemMark().isEmpty()) {
      findings.add(Finding.about(Severity.ERROR, name, message(thrown)));
      return;
    }
    var mark = marked.getProblemMark().get();
    findings.add(at(file, mark.getLine(), mark.getColumn(), marked.getProblem()));
  }

  private static boolean isYamlError(Finding finding) {
    return finding.isError() && finding.message().startsWith("No YAML");
  }

  private static Finding at(Path file, int line, int column, String message) throws IOException {
    String content = Utf8.read(file).replace("\r\n", "\n");
    int offset = 0;
    for (int i = 0; i < line; i++) {
      offset = content.indexOf('\n', offset) + 1;
    }
    int end = content.indexOf('\n', offset);
    int length = (end < 0 ? content.length() : end) - offset;
    int indentation = column;
    while (column == 0 && indentation < length && content.charAt(offset + indentation) == ' ') {
      indentation++;
    }
    return Finding.at(
        Severity.ERROR,
        file.toString(),
        content,
        new TextError(offset + Math.min(indentation, length), 1, message));
  }

  private static String message(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message.strip();
  }

  private static <T extends Throwable> @Nullable T cause(Throwable thrown, Class<T> type) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return type.cast(t);
      }
    }
    return null;
  }
}
