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
 * The lines of former conversations, in a file that its owner alone can read. Commands are not
 * kept: they name people and their values.
 */
final class HistoryFile extends DefaultHistory {

  private static final String NAME = ".entra-zscaler-provisioning_history";

  HistoryFile(LineReader reader) {
    super(reader);
  }

  /** The file, made if it is not there; null if none can be kept. */
  static @Nullable Path prepared(Path home) {
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
