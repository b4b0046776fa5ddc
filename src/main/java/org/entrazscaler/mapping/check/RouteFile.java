package org.entrazscaler.mapping.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entrazscaler.language.TextError;
import org.entrazscaler.mapping.check.Finding.Severity;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Parses one YAML file of routes: its YAML errors and its blocks, with their positions. */
final class RouteFile {

  private static final Set<String> LANGUAGES = Set.of("mapping", "scope", "entra");

  private final String name;
  private final String content;
  private final List<Finding> findings = new ArrayList<>();
  private final List<LanguageBlock> blocks = new ArrayList<>();
  private final List<RouteId> routeIds = new ArrayList<>();
  private boolean yaml;
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private RouteFile(String name, String content) {
    this.name = name;
    this.content = content;
  }

  /**
   * Parses the text of a file.
   *
   * @param name the file name for the findings
   * @param text the text, with any kind of line ends
   */
  static RouteFile read(String name, String text) {
    String content = text.replace("\r\n", "\n").replace('\r', '\n');
    RouteFile file =
        new RouteFile(name, content.startsWith("\uFEFF") ? content.substring(1) : content);
    file.load();
    return file;
  }

  /** The YAML errors. */
  List<Finding> findings() {
    return findings;
  }

  /** The blocks in the order of the file, as far as it is valid YAML. */
  List<LanguageBlock> blocks() {
    return blocks;
  }

  /**
   * The id of a route.
   *
   * @param id the id
   * @param place its position in the file, with the message for a duplicate
   */
  record RouteId(String id, TextError place) {}

  /** The ids of the routes. */
  List<RouteId> routeIds() {
    return routeIds;
  }

  /** Whether the whole file is valid YAML. */
  boolean isYaml() {
    return yaml;
  }

  Finding finding(Severity severity, TextError place) {
    return Finding.at(severity, name, content, place);
  }

  private void load() {
    boolean any = false;
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(name).build();
      for (Node document : new Compose(settings).composeAllFromString(content)) {
        any = true;
        visit(document, null);
      }
    } catch (MarkedYamlEngineException e) {
      int offset = e.getProblemMark().map(this::offset).orElse(0);
      String context = e.getContext() == null ? "" : e.getContext() + ", ";
      findings.add(
          finding(
              Severity.ERROR,
              new TextError(offset, 1, "Not valid YAML: " + context + e.getProblem())));
      return;
    } catch (YamlEngineException e) {
      findings.add(Finding.about(Severity.ERROR, name, "Not valid YAML: " + e.getMessage()));
      return;
    } catch (StackOverflowError e) {
      findings.add(Finding.about(Severity.ERROR, name, "Not valid YAML: nested too deeply"));
      return;
    }
    yaml = true;
    if (!any) {
      findings.add(Finding.about(Severity.ERROR, name, "The file is empty: it contains no route"));
    }
  }

  private void visit(Node node, @Nullable String routeId) {
    if (!seen.add(node)) {
      return;
    }
    if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(element -> visit(element, routeId));
    } else if (node instanceof MappingNode mapping) {
      visit(mapping, routeId);
    }
  }

  private void visit(MappingNode mapping, @Nullable String routeId) {
    Map<String, ScalarNode> scalars = new HashMap<>();
    Set<String> keys = new HashSet<>();
    for (NodeTuple entry : mapping.getValue()) {
      String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (!key.isEmpty() && !keys.add(key)) {
        int at = entry.getKeyNode().getStartMark().map(this::offset).orElse(0);
        findings.add(
            finding(
                Severity.ERROR,
                new TextError(at, key.length(), "The key `" + key + "` occurs twice")));
      }
      if (entry.getValueNode() instanceof ScalarNode scalar) {
        scalars.put(key, scalar);
      }
      String inner = routeId;
      if (key.equals("route")) {
        ScalarNode id = id(entry.getValueNode());
        inner = id == null ? null : id.getValue();
        if (id != null) {
          int at = id.getStartMark().map(this::offset).orElse(0);
          String message = "Another route already has the id `" + inner + "`";
          routeIds.add(
              new RouteId(id.getValue(), new TextError(at, id.getValue().length(), message)));
        }
      }
      visit(entry.getValueNode(), inner);
    }
    ScalarNode language = scalars.get("language");
    ScalarNode expression = scalars.get("expression");
    if (language != null && expression != null && LANGUAGES.contains(language.getValue())) {
      ScalarNode trim = scalars.get("trim");
      boolean trimmed = trim == null || !trim.getValue().equals("false");
      blocks.add(block(language.getValue(), routeId, expression, trimmed));
    }
  }

  private static @Nullable ScalarNode id(Node route) {
    if (route instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key
            && key.getValue().equals("id")
            && entry.getValueNode() instanceof ScalarNode value) {
          return value;
        }
      }
    }
    return null;
  }

  private LanguageBlock block(
      String language, @Nullable String routeId, ScalarNode scalar, boolean trimmed) {
    String value = scalar.getValue();
    int begin = scalar.getStartMark().map(this::offset).orElse(0);
    int[] positions = ScalarPositions.of(content, value, scalar.getScalarStyle(), begin);
    if (trimmed) {
      // Camel does the same before it passes the text to the language.
      String text = value.trim();
      int first = text.isEmpty() ? 0 : value.indexOf(text);
      positions = Arrays.copyOfRange(positions, first, first + text.length() + 1);
      value = text;
    }
    return new LanguageBlock(language, routeId, value, positions);
  }

  // The YAML parser counts code points, Java counts UTF-16 units.
  private int offset(Mark mark) {
    int line = 0;
    for (int i = 0; i < mark.getLine(); i++) {
      int next = content.indexOf('\n', line);
      if (next < 0) {
        return content.length();
      }
      line = next + 1;
    }
    int end = Optional.of(content.indexOf('\n', line)).filter(i -> i >= 0).orElse(content.length());
    int column = Math.min(mark.getColumn(), content.codePointCount(line, end));
    return content.offsetByCodePoints(line, column);
  }
}
