package org.entrazscaler.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.entrazscaler.text.NotUtf8Exception;
import org.entrazscaler.text.Utf8;

/**
 * Reads a file of {@link Properties} in UTF-8 and keeps the line of each value. As with {@code
 * Properties}, the last of several values of a key is used.
 */
final class PropertiesFile {

  private final String name;
  private final List<SettingsProblem> problems;
  private final Map<String, ConfiguredValue> values = new LinkedHashMap<>();

  private PropertiesFile(String name, List<SettingsProblem> problems) {
    this.name = name;
    this.problems = problems;
  }

  /**
   * Reads a file that must exist.
   *
   * @param name its name for messages
   * @param problems receives errors
   */
  static Map<String, ConfiguredValue> read(Path file, String name, List<SettingsProblem> problems) {
    PropertiesFile properties = new PropertiesFile(name, problems);
    try {
      properties.readText(Utf8.read(file));
    } catch (NoSuchFileException e) {
      problems.add(new SettingsProblem("", name, "there is no such file"));
    } catch (NotUtf8Exception e) {
      problems.add(new SettingsProblem("", name, e.getMessage()));
    } catch (IOException e) {
      problems.add(new SettingsProblem("", name, "cannot be read: " + Causes.of(e)));
    }
    return properties.values;
  }

  private void readText(String text) {
    String[] lines = text.split("\r\n|\r|\n", -1);
    int number = 0;
    while (number < lines.length) {
      int first = number;
      StringBuilder logical = new StringBuilder(lines[number]);
      if (!isComment(lines[number])) {
        while (endsWithContinuation(lines[number]) && number + 1 < lines.length) {
          number++;
          logical.append('\n').append(lines[number]);
        }
      }
      number++;
      readLine(logical.toString(), name + ":" + (first + 1));
    }
  }

  private void readLine(String line, String origin) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(line));
    } catch (IllegalArgumentException e) {
      problems.add(
          new SettingsProblem(
              "", origin, "malformed \\uXXXX: expected four hexadecimal digits (\\\\ for one \\)"));
    } catch (IOException e) {
      throw new IllegalStateException("A text in memory cannot fail to be read", e);
    }
    for (String key : properties.stringPropertyNames()) {
      values.remove(key);
      values.put(key, new ConfiguredValue(properties.getProperty(key), origin));
    }
  }

  private static boolean isComment(String line) {
    String start = line.stripLeading();
    return start.startsWith("#") || start.startsWith("!");
  }

  private static boolean endsWithContinuation(String line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }
}
