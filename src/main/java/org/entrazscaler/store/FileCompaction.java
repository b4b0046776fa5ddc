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
 * Makes an H2 file smaller: copies the live data into a new file, which then replaces the old one.
 * H2's {@code SHUTDOWN COMPACT} does the same, but its new file is readable for all users, it
 * unlocks the old file before it replaces it, and it also copies a file with hardly any unused
 * space.
 */
final class FileCompaction {

  /** Smaller files, in bytes, are not worth the copying. */
  private static final long MIN_SIZE = 256 * 1024;

  /**
   * A file is copied if at most so many percent of it are live. The copied amount is then at most
   * twice what was written since the last copy, so that the cost is proportional to the changes.
   */
  private static final int MAX_LIVE_PERCENT = 66;

  private FileCompaction() {}

  /**
   * Whether a file has so much unused space that it should be copied.
   *
   * @param open a connection to the database of the file
   */
  static boolean isWorthwhile(Connection open) throws SQLException {
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
    // Chunks fill a part of the file, and live data fills a part of the chunks.
    long live =
        facts.getOrDefault("info.FILL_RATE", 100L)
            * facts.getOrDefault("info.CHUNKS_FILL_RATE", 100L)
            / 100;
    return facts.getOrDefault("info.FILE_SIZE", 0L) > MIN_SIZE && live <= MAX_LIVE_PERCENT;
  }

  /**
   * Replaces the file of a closed database by a compact copy. If the copy fails for any reason, or
   * if another process has opened the file, the old file stays unchanged. The old file is locked
   * until it is replaced; it stays if the operating system cannot replace an open file. H2 deletes
   * the incomplete copy of a process that died when it opens the database.
   *
   * @param file the file, with its suffix
   * @param password the password of an encrypted file, as passed to H2; null if not encrypted
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

  /** H2's key of a password: the low bytes of its characters. */
  private static char[] key(String password) {
    char[] key = password.toCharArray();
    for (int i = 0; i < key.length; i++) {
      key[i] &= 0xff;
    }
    return key;
  }
}
