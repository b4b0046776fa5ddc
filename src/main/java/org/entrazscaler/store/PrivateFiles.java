package org.entrazscaler.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Creates files and folders that only the user of the process can read, if the file system supports
 * it.
 */
final class PrivateFiles {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private PrivateFiles() {}

  /** Creates a folder and its parents. An existing folder stays unchanged. */
  static void directory(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    if (posix(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(directory);
    }
  }

  /**
   * Creates an empty private file or makes an existing one private. H2 accepts an empty file; a
   * file that H2 creates itself is readable for other users.
   */
  static void file(Path file) throws IOException {
    if (!posix(file)) {
      return;
    }
    if (Files.exists(file)) {
      Files.setPosixFilePermissions(file, OWNER_ONLY);
    } else {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }
  }

  /** Creates an empty private file and deletes an existing one. */
  static void create(Path file) throws IOException {
    Files.deleteIfExists(file);
    file(file);
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
