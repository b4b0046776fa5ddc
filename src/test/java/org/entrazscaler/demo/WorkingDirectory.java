package org.entrazscaler.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The working directory of the program: copies of the routes and settings of the checkout, a file
 * of settings that override them, and nothing of an earlier demo.
 */
final class WorkingDirectory {

  private static final String SETTINGS = "demo.properties";

  private final Path path;

  private WorkingDirectory(Path path) {
    this.path = path;
  }

  /**
   * Creates the directory again.
   *
   * @param project the checkout
   * @param name its name under {@code target/}
   * @param settings the settings that override {@code application.properties}
   */
  static WorkingDirectory create(Path project, String name, Map<String, String> settings) {
    Path path = project.resolve("target").resolve(name);
    try {
      remove(path);
      Files.createDirectories(path);
      copy(project.resolve("routes"), path.resolve("routes"));
      Files.copy(project.resolve("application.properties"), path.resolve("application.properties"));
      Properties properties = new Properties();
      properties.putAll(settings);
      try (var writer = Files.newBufferedWriter(path.resolve(SETTINGS), StandardCharsets.UTF_8)) {
        properties.store(writer, "The settings of the demo; application.properties has the others");
      }
      return new WorkingDirectory(path);
    } catch (IOException e) {
      throw new UncheckedIOException("the directory of the demo cannot be created: " + path, e);
    }
  }

  Path path() {
    return path;
  }

  /** The name of the settings file in the directory. */
  String settings() {
    return SETTINGS;
  }

  private static void remove(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> found = Files.walk(directory)) {
      for (Path each : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> found;
    try (Stream<Path> walk = Files.walk(from)) {
      found = walk.toList();
    }
    for (Path each : found) {
      Files.copy(
          each, to.resolve(from.relativize(each).toString()), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }
}
