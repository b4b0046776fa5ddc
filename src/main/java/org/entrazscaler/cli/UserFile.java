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

/** A JSON file in the place of a user of the last read copy. */
final class UserFile {

  private static final String SOFT_DELETED = "IsSoftDeleted";

  private UserFile() {}

  /** The file that a person meant, null if it is a user's name. */
  static @Nullable Path meant(Path workingDirectory, String name) {
    try {
      Path file = workingDirectory.resolve(name);
      return Files.isRegularFile(file) || name.endsWith(".json") ? file : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /**
   * The attributes in a file.
   *
   * @param file the file
   * @param name what the person called it
   * @return the values by Entra's names; {@code IsSoftDeleted} as the program computes it for the
   *     users that it reads, if the file does not say
   * @throws CommandFailure if there are none
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
