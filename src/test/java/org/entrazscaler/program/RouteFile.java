package org.entrazscaler.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A file of routes as YAML.
 *
 * @param path where it lies
 * @param entries what stands in it, one after the other
 */
public record RouteFile(Path path, JsonNode entries) {

  private static final Path ROUTES = Path.of("routes");

  /** All files, those of the examples too. */
  public static List<RouteFile> all() throws IOException {
    try (Stream<Path> files = Files.walk(ROUTES)) {
      List<RouteFile> found = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".camel.yaml")).sorted().toList()) {
        found.add(read(file));
      }
      return found;
    }
  }

  /** The files that the program loads, those of an example in the place of their namesakes. */
  static List<RouteFile> loadedWith(String example) throws IOException {
    Map<String, RouteFile> files = new HashMap<>();
    for (RouteFile file : all()) {
      if (file.path().getParent().equals(ROUTES)) {
        files.put(file.name(), file);
      }
    }
    if (!example.isEmpty()) {
      for (RouteFile file : all()) {
        if (file.path().getParent().equals(ROUTES.resolve("examples").resolve(example))) {
          files.put(file.name(), file);
        }
      }
    }
    return List.copyOf(files.values());
  }

  private static RouteFile read(Path file) throws IOException {
    Object yaml = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    return new RouteFile(file, new ObjectMapper().valueToTree(yaml));
  }

  String name() {
    return path.getFileName().toString();
  }

  @Override
  public String toString() {
    return path.toString();
  }

  /** The entries of one kind, such as all that is called {@code route}. */
  List<JsonNode> entries(String kind) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode entry : entries) {
      if (entry.has(kind)) {
        found.add(entry.get(kind));
      }
    }
    return found;
  }

  /**
   * The routes as they run: those written out, and those made of a template, with its placeholders
   * filled in.
   */
  List<JsonNode> routes() {
    List<JsonNode> found = new ArrayList<>(entries("route"));
    Map<String, JsonNode> templates = new HashMap<>();
    entries("routeTemplate").forEach(template -> templates.put(text(template, "id"), template));
    for (JsonNode templated : entries("templatedRoute")) {
      JsonNode used = templates.get(text(templated, "routeTemplateRef"));
      String template = used.get("route").toString();
      for (JsonNode parameter : templated.path("parameters")) {
        template = fillIn(template, parameter, "value");
      }
      for (JsonNode parameter : used.path("parameters")) {
        template = fillIn(template, parameter, "defaultValue");
      }
      try {
        ObjectNode route = (ObjectNode) new ObjectMapper().readTree(template);
        found.add(route.set("id", templated.get("routeId")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found;
  }

  private static String fillIn(String template, JsonNode parameter, String value) {
    return parameter.has(value)
        ? template.replace("{{" + text(parameter, "name") + "}}", text(parameter, value))
        : template;
  }

  /** Each object below a node, itself included, with the name under which it stands. */
  public static void objects(String name, JsonNode node, BiConsumer<String, JsonNode> visitor) {
    if (node.isArray()) {
      node.forEach(element -> objects(name, element, visitor));
    } else if (node.isObject()) {
      visitor.accept(name, node);
      node.properties().forEach(field -> objects(field.getKey(), field.getValue(), visitor));
    }
  }

  public static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }
}
