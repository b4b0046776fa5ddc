package org.entrazscaler.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.entrazscaler.text.NotUtf8Exception;
import org.entrazscaler.text.Utf8;

/** Reads and writes saved plans. A file is readable by its owner only, and is written whole. */
final class PlanFiles {

  private static final long LARGEST = 1024L * 1024 * 1024;

  private PlanFiles() {}

  /**
   * Checks that a plan can be written to a file. Called before the plan is made, because that takes
   * a while.
   *
   * @return the absolute path of the file
   * @throws CommandFailure if the plan cannot be written there
   */
  static Path requireWritable(RootCommand root, Path file) {
    Path path = root.environment().workingDirectory().resolve(file).toAbsolutePath();
    Path folder = path.getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "The plan cannot be saved in " + file + ": the folder does not exist or is read-only");
    }
    if (Files.isDirectory(path)) {
      throw new CommandFailure(
          ExitStatus.USAGE, "The plan cannot be saved in " + file + ": it is a folder");
    }
    return path;
  }

  static void save(Path path, String plan) {
    try {
      FileAttribute<?>[] attributes =
          path.getFileSystem().supportedFileAttributeViews().contains("posix")
              ? new FileAttribute<?>[] {
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
              }
              : new FileAttribute<?>[0];
      Path prepared = Files.createTempFile(path.getParent(), "plan", ".new", attributes);
      try {
        Files.writeString(prepared, plan);
        Files.move(prepared, path, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(prepared);
      }
    } catch (IOException e) {
      throw new CommandFailure(ExitStatus.USAGE, "The plan cannot be saved in " + path, e);
    }
  }

  static String read(RootCommand root, Path file) {
    Path path = root.environment().workingDirectory().resolve(file);
    try {
      if (Files.size(path) > LARGEST) {
        throw new CommandFailure(
            ExitStatus.USAGE, file + " is larger than 1 GiB, so it is not a saved plan");
      }
      return Utf8.read(path);
    } catch (NotUtf8Exception e) {
      throw new CommandFailure(ExitStatus.USAGE, file + " " + e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandFailure(ExitStatus.USAGE, file + " cannot be read", e);
    }
  }
}
