package org.entrazscaler.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces several files of one folder: all of them or none. The previous content is kept beside
 * each file as {@code NAME.bak}, {@code NAME.bak2} and so on; no backup is overwritten.
 */
final class FileReplacement {

  private static final String BACKUP = ".bak";
  private static final String NEW = ".new";

  private final List<Step> steps = new ArrayList<>();

  /**
   * The result for one file.
   *
   * @param file the file
   * @param backup the file with the previous content; null if there was none, or no change
   * @param changed false if the file had the content already
   */
  record Replaced(Path file, @Nullable Path backup, boolean changed) {}

  private record Step(Path file, Path prepared, @Nullable Path backup) {}

  private FileReplacement() {}

  /**
   * Replaces files.
   *
   * @param contents the new content by file
   * @return the results in the order of the files
   * @throws IOException if a file could not be replaced; then all files are unchanged
   */
  static List<Replaced> replace(Map<Path, String> contents) throws IOException {
    return new FileReplacement().run(contents);
  }

  private List<Replaced> run(Map<Path, String> contents) throws IOException {
    List<Replaced> replaced = new ArrayList<>();
    int moved = 0;
    try {
      for (Map.Entry<Path, String> entry : contents.entrySet()) {
        byte[] bytes = entry.getValue().getBytes(StandardCharsets.UTF_8);
        Path file = entry.getKey();
        if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
          replaced.add(new Replaced(file, null, false));
        } else {
          replaced.add(new Replaced(file, prepare(file, bytes).backup(), true));
        }
      }
      for (Step step : steps) {
        move(step.prepared(), step.file());
        moved++;
      }
      return replaced;
    } catch (IOException | RuntimeException e) {
      rollBack(moved, e);
      throw e;
    }
  }

  private Step prepare(Path file, byte[] bytes) throws IOException {
    // A symbolic link stays: the file that it points to is replaced.
    Path real = Files.exists(file) ? file.toRealPath() : file;
    Path prepared = real.resolveSibling(real.getFileName() + NEW);
    Path backup = Files.exists(file) ? freeBackup(file) : null;
    Step step = new Step(real, prepared, backup);
    steps.add(step);
    Files.write(prepared, bytes);
    if (backup != null) {
      Files.copy(real, backup, StandardCopyOption.COPY_ATTRIBUTES);
      PosixFileAttributeView previous =
          Files.getFileAttributeView(real, PosixFileAttributeView.class);
      if (previous != null) {
        Files.setPosixFilePermissions(prepared, previous.readAttributes().permissions());
      }
    }
    return step;
  }

  private static Path freeBackup(Path file) {
    Path backup = file.resolveSibling(file.getFileName() + BACKUP);
    for (int number = 2; Files.exists(backup); number++) {
      backup = file.resolveSibling(file.getFileName() + BACKUP + number);
    }
    return backup;
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void rollBack(int moved, Exception cause) {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      try {
        Files.deleteIfExists(step.prepared());
        if (i < moved && step.backup() != null) {
          move(step.backup(), step.file());
        } else if (i < moved) {
          Files.deleteIfExists(step.file());
        } else if (step.backup() != null) {
          Files.deleteIfExists(step.backup());
        }
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
    }
  }
}
