package org.entrazscaler.camel;

import static org.entrazscaler.program.RouteFile.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.entrazscaler.program.RouteFile;
import org.junit.jupiter.api.Test;

/** The exchange variables: each is in the table of {@code docs/architecture.md}, with its type. */
class ExchangeVariablesTest {

  private static final Path STEPS = Path.of("src/main/java/org/entrazscaler");

  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| `([^`]+)` \\| \\S.*\\|");

  private static final Pattern CONSTANT =
      Pattern.compile(
          "/\\*\\* \\{@code ([^}]+)}:[^/]*?\\*/\\s+(?:private |public )?static final String (\\w+) = \"(\\w+)\";");

  private static final Pattern IN_SIMPLE = Pattern.compile("\\$\\{variable\\.(\\w+)");

  private static final Pattern CALL =
      Pattern.compile("\\.(?:get|set|remove)Variable\\(\\s*(?!\\w+\\.)(\\w+)");

  /** Types by name, as the table has them. */
  private static Map<String, String> documented() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    boolean within = false;
    for (String line : Files.readAllLines(Path.of("docs/architecture.md"))) {
      within = line.startsWith("## ") ? line.equals("## Exchange variables") : within;
      Matcher row = ROW.matcher(line);
      if (within && row.matches()) {
        documented.put(row.group(1), row.group(2));
      }
    }
    return documented;
  }

  /** Types by name, as the constants of the steps have them; a class may keep some for itself. */
  private static Map<String, String> ofTheSteps() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(STEPS)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        String source = Files.readString(file);
        Set<String> constants = new TreeSet<>();
        Matcher call = CALL.matcher(source);
        while (call.find()) {
          constants.add(call.group(1));
        }
        Matcher constant = CONSTANT.matcher(source);
        while (constant.find()) {
          if (file.endsWith("ExchangeVariables.java") || constants.remove(constant.group(2))) {
            found.put(constant.group(3), constant.group(1).replaceAll("\\s*\\R\\s*\\*\\s*", " "));
          }
        }
        constants.forEach(name -> found.put(file.getFileName() + ": " + name, "not documented"));
      }
    }
    return found;
  }

  private static Set<String> ofTheRoutes() throws IOException {
    Set<String> found = new TreeSet<>();
    for (RouteFile file : RouteFile.all()) {
      RouteFile.objects("", file.entries(), (name, node) -> add(name, node, found));
    }
    return found;
  }

  private static void add(String name, JsonNode node, Set<String> found) {
    if (name.equals("setVariable") || name.equals("removeVariable")) {
      found.add(text(node, "name"));
    }
    if (name.equals("variable")) {
      found.add(text(node, "expression"));
    }
    if (node.has("variableReceive")) {
      found.add(text(node, "variableReceive"));
    }
    node.properties()
        .forEach(
            field -> {
              Matcher simple = IN_SIMPLE.matcher(field.getValue().asText());
              while (simple.find()) {
                found.add(simple.group(1));
              }
            });
  }

  @Test
  void eachIsInTheTableAndNoOther() throws IOException {
    Set<String> used = ofTheRoutes();
    used.addAll(ofTheSteps().keySet());
    assertEquals(used, documented().keySet());
  }

  @Test
  void theTableHasTheTypesOfTheSteps() throws IOException {
    Map<String, String> documented = documented();
    List<String> other = new ArrayList<>();
    ofTheSteps()
        .forEach(
            (name, type) -> {
              if (!type.equals(documented.get(name))) {
                other.add(name + ": " + type);
              }
            });
    assertEquals(List.of(), other);
  }
}
