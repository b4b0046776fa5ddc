package org.entrazscaler.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.entrazscaler.mapping.AttributesJson;
import org.entrazscaler.text.NotUtf8Exception;
import org.entrazscaler.text.Utf8;
import org.jspecify.annotations.Nullable;

/** A JSON file with attributes, used in place of a user in the source copy. */
final class UserFile {

  private static final String SOFT_DELETED = "IsSoftDeleted";

  private UserFile() {}

  /** The file with this name; null if the name is that of a user. */
  static @Nullable Path find(Path workingDirectory, String name) {
    try {
      Path file = workingDirectory.resolve(name);
      return Files.isRegularFile(file) || name.endsWith(".json") ? file : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /**
   * Reads the attributes from a file.
   *
   * @param file the file
   * @param name its name as the user wrote it, for messages
   * @return the values by Entra's names. If the file has no {@code IsSoftDeleted}, it is computed
   *     from {@code accountEnabled}, as for a user that is read from Graph
   * @throws CommandFailure if the file cannot be read or is not a JSON object of attributes
   */
  static Map<String, Object> attributes(Path file, String name) {
    try {
      Map<String, Object> values = new LinkedHashMap<>(AttributesJson.readAll(Utf8.read(file)));
      values.putIfAbsent(
          SOFT_DELETED, Boolean.FALSE.equals(values.get("accountEnabled")) ? "True" : "False");
      return values;
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitStatus.USAGE, name + " " + e.getMessage(), e);
    } catch (NotUtf8Exception e) {
      throw new CommandFailure(ExitStatus.USAGE, name + " " + e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandFailure(ExitStatus.USAGE, name + " cannot be read", e);
    }
  }
}
