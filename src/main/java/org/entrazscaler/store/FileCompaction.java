package org.entrazscaler.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.h2.engine.Constants;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreTool;
import org.jspecify.annotations.Nullable;

/**
 * Makes an H2 file smaller: what is live is copied into a new file, which then takes the place of
 * the old one. H2's {@code SHUTDOWN COMPACT} does the same, but leaves a file that everybody can
 * read, unlocks the old one before it is replaced, and copies also a file in which there is hardly
 * a gap.
 */
final class FileCompaction {

  /** Below this size in bytes the gaps of a file are not worth the copying. */
  private static final long SMALL = 256 * 1024;

  /**
   * A file is copied if at most so many percent of it are live. What is copied is then at most
   * twice what was written since the last time, so that the cost follows the changes.
   */
  private static final int MOST_LIVE = 66;

  private FileCompaction() {}

  /**
   * Whether a file has gaps enough.
   *
   * @param open a connection to the database of the file
   */
  static boolean pays(Connection open) throws SQLException {
    Map<String, Long> facts = new HashMap<>();
    try (Statement statement = open.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select setting_name, setting_value from information_schema.settings where"
                    + " setting_name in ('info.FILE_SIZE', 'info.FILL_RATE',"
                    + " 'info.CHUNKS_FILL_RATE')")) {
      while (rows.next()) {
        facts.put(rows.getString(1), rows.getLong(2));
      }
    }
    // Chunks fill a part of the file, and what is live a part of the chunks.
    long live =
        facts.getOrDefault("info.FILL_RATE", 100L)
            * facts.getOrDefault("info.CHUNKS_FILL_RATE", 100L)
            / 100;
    return facts.getOrDefault("info.FILE_SIZE", 0L) > SMALL && live <= MOST_LIVE;
  }

  /**
   * Replaces a file of which the database is shut down by a copy without gaps. The old file stays
   * as it is if the copy fails, whatever the reason, or if another process has opened it meanwhile.
   * It is locked until it is replaced; where the operating system does not replace an open file, it
   * stays. What a dead process leaves of a copy is deleted by H2 when it opens the database.
   *
   * @param file the file, with its suffix
   * @param password the password that it is encrypted with, as H2 got it; null if it is not
   */
  static void compact(Path file, @Nullable String password) {
    Path copy = file.resolveSibling(file.getFileName() + Constants.SUFFIX_MV_STORE_TEMP_FILE);
    try {
      PrivateFiles.create(copy);
      try (MVStore source = store(file, password).readOnly().open()) {
        try (MVStore target = store(copy, password).compress().open()) {
          MVStoreTool.compact(source, target);
        }
        try (FileChannel written = FileChannel.open(copy, StandardOpenOption.WRITE)) {
          written.force(true);
        }
        Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException | RuntimeException e) {
      discard(copy);
    }
  }

  private static void discard(Path copy) {
    try {
      Files.deleteIfExists(copy);
    } catch (IOException e) {
      // H2 deletes it when it opens the database.
    }
  }

  private static MVStore.Builder store(Path file, @Nullable String password) {
    MVStore.Builder builder =
        new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().cacheSize(1);
    if (password != null) {
      builder.encryptionKey(key(password));
    }
    return builder;
  }

  /** H2's key of a password: the lower halves of its characters. */
  private static char[] key(String password) {
    char[] key = password.toCharArray();
    for (int i = 0; i < key.length; i++) {
      key[i] &= 0xff;
    }
    return key;
  }
}
