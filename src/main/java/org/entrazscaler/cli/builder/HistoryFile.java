package org.entrazscaler.cli.builder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.jline.reader.LineReader;
import org.jline.reader.impl.history.DefaultHistory;
import org.jspecify.annotations.Nullable;

/**
 * The lines of previous sessions, in a file that only its owner can read. Commands are not kept,
 * because they contain names and values of users.
 */
final class HistoryFile extends DefaultHistory {

  private static final String NAME = ".entra-zscaler-provisioning_history";

  HistoryFile(LineReader reader) {
    super(reader);
  }

  /** Creates the file if it does not exist; returns null if it cannot be written. */
  static @Nullable Path prepare(Path home) {
    if (!Files.isDirectory(home)) {
      return null;
    }
    Path file = home.resolve(NAME);
    try {
      if (!Files.exists(file)) {
        Files.createFile(file);
      }
      if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
      return Files.isWritable(file) ? file : null;
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public boolean isPersistable(Entry entry) {
    return super.isPersistable(entry) && !entry.line().stripLeading().startsWith(":");
  }
}
