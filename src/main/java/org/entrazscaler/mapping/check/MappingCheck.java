package org.entrazscaler.mapping.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entrazscaler.expression.Expression;
import org.entrazscaler.expression.SourceNames;
import org.entrazscaler.language.LanguageException;
import org.entrazscaler.language.TextError;
import org.entrazscaler.mapping.Mapping;
import org.entrazscaler.mapping.check.Finding.Severity;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.scim.schema.ScimSchema;
import org.entrazscaler.scope.ScopeFilter;
import org.entrazscaler.text.NotUtf8Exception;
import org.entrazscaler.text.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Checks route files without loading them: the YAML, and every block of the languages {@code
 * mapping}, {@code scope} and {@code entra}. The id of the route says whether a block is for users
 * or groups: {@code map-user}, {@code map-group}, {@code scope-user}, {@code scope-group}.
 * Immutable.
 */
public final class MappingCheck {

  /** The extension of a route file, without the dot. */
  public static final String EXTENSION = "camel.yaml";

  private static final String SUFFIX = "." + EXTENSION;

  /** The required routes and their languages. */
  private static final Map<String, String> BLOCKS = new LinkedHashMap<>();

  static {
    BLOCKS.put("map-user", "mapping");
    BLOCKS.put("map-group", "mapping");
    BLOCKS.put("scope-user", "scope");
    BLOCKS.put("scope-group", "scope");
  }

  private final SourceNames userNames;
  private final SourceNames groupNames;
  private final Product product;

  /**
   * Creates a check.
   *
   * @param userNames the source attributes of users
   * @param groupNames the source attributes of groups
   * @param product the Zscaler product that the mappings are for
   */
  public MappingCheck(SourceNames userNames, SourceNames groupNames, Product product) {
    this.userNames = userNames;
    this.groupNames = groupNames;
    this.product = product;
  }

  /**
   * Checks every {@code *.camel.yaml} of a folder, without its subfolders, and that each mapping
   * and each filter exists exactly once.
   *
   * @param folder the folder
   * @return all findings by file and position; empty if there are none
   */
  public List<Finding> checkFolder(Path folder) {
    List<Finding> findings = new ArrayList<>();
    Map<String, Integer> count = new LinkedHashMap<>();
    BLOCKS.keySet().forEach(id -> count.put(id, 0));
    Set<String> ids = new HashSet<>();
    boolean readable = true;
    try {
      for (Path path : routeFiles(folder)) {
        String name = path.toString();
        try {
          RouteFile file = RouteFile.read(name, Utf8.read(path));
          findings.addAll(findings(file));
          readable &= file.isYaml();
          for (RouteFile.RouteId id : file.routeIds()) {
            if (!ids.add(id.id())) {
              findings.add(file.finding(Severity.ERROR, id.place()));
            }
          }
          file.blocks().stream()
              .filter(block -> block.language().equals(BLOCKS.get(block.routeId())))
              .forEach(block -> count.merge(String.valueOf(block.routeId()), 1, Integer::sum));
        } catch (NotUtf8Exception e) {
          readable = false;
          findings.add(Finding.about(Severity.ERROR, name, "The file " + e.getMessage()));
        }
      }
    } catch (IOException e) {
      findings.add(
          Finding.about(Severity.ERROR, folder.toString(), "The folder cannot be read: " + e));
      return findings;
    }
    for (Map.Entry<String, Integer> block : count.entrySet()) {
      int number = block.getValue();
      if (number > 1 || (number == 0 && readable)) {
        findings.add(
            Finding.about(
                Severity.ERROR,
                folder.toString(),
                "The route %s must contain one block of the language %s, but there are %s of them"
                    .formatted(block.getKey(), BLOCKS.get(block.getKey()), number)));
      }
    }
    findings.sort(Finding.BY_PLACE);
    return findings;
  }

  /**
   * The route files of a folder.
   *
   * @param folder the folder
   * @return every {@code *.camel.yaml} in it, by name
   * @throws IOException if the folder cannot be read
   */
  public static List<Path> routeFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(path -> path.getFileName().toString().endsWith(SUFFIX))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  /**
   * Checks one file.
   *
   * @param name the file name for the findings
   * @param content the text of the file
   * @return all findings by position; empty if there are none
   */
  public List<Finding> checkFile(String name, String content) {
    return findings(RouteFile.read(name, content));
  }

  /**
   * The ids of the routes in a file.
   *
   * @param content the text of the file
   * @return the ids in the part of the text that is valid YAML
   */
  public static Set<String> routeIds(String content) {
    return RouteFile.read("", content).routeIds().stream()
        .map(RouteFile.RouteId::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  private List<Finding> findings(RouteFile file) {
    List<Finding> findings = new ArrayList<>(file.findings());
    for (LanguageBlock block : file.blocks()) {
      try {
        compile(block)
            .forEach(
                advice ->
                    findings.add(file.finding(advice.severity(), block.inFile(advice.place()))));
      } catch (LanguageException e) {
        for (TextError error : e.errors()) {
          findings.add(file.finding(Severity.ERROR, block.inFile(error)));
        }
      }
    }
    findings.sort(Finding.BY_PLACE);
    return findings;
  }

  private List<ProductFit.Advice> compile(LanguageBlock block) {
    ResourceType type = type(block.routeId());
    switch (block.language()) {
      case "mapping" -> {
        if (type == null) {
          Mapping.compile(block.text(), either());
          return List.of();
        }
        ScimSchema schema = ScimSchema.of(type, product);
        Mapping mapping = Mapping.compile(block.text(), names(type), schema::objection);
        return ProductFit.of(type, product, mapping);
      }
      case "scope" -> ScopeFilter.compile(block.text(), type == null ? either() : names(type));
      default -> {
        Expression expression = Expression.compile(block.text());
        List<TextError> unknown = expression.unknownNames(type == null ? either() : names(type));
        if (!unknown.isEmpty()) {
          throw new LanguageException(block.text(), unknown);
        }
      }
    }
    return List.of();
  }

  private static @Nullable ResourceType type(@Nullable String routeId) {
    if (routeId == null || !BLOCKS.containsKey(routeId)) {
      return null;
    }
    return routeId.endsWith("-user") ? ResourceType.USER : ResourceType.GROUP;
  }

  private SourceNames names(ResourceType type) {
    return type == ResourceType.USER ? userNames : groupNames;
  }

  private SourceNames either() {
    Predicate<String> known = name -> userNames.isKnown(name) || groupNames.isKnown(name);
    return new SourceNames() {
      @Override
      public boolean isKnown(String name) {
        return known.test(name);
      }

      @Override
      public Optional<String> nearest(String name) {
        return userNames.nearest(name).or(() -> groupNames.nearest(name));
      }

      @Override
      public String objection(String name) {
        return userNames.objection(name);
      }
    };
  }
}
