package org.entrazscaler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.graph.ObjectType.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import org.entrazscaler.graph.DirectoryChange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of a state after it is closed. */
@DisabledOnOs(OS.WINDOWS)
class FileCompactionTest {

  private static final int USERS = 2_000;

  private final Random random = new Random(1);
  @TempDir private Path directory;
  private Path file;
  private Path copy;

  @BeforeEach
  void place() {
    file = directory.resolve("data/state.mv.db");
    copy = directory.resolve("data/state.mv.db.tempFile");
  }

  private StateTrial open(String password) {
    return new StateTrial(
        new StateAddress("jdbc:h2:file:./data/state", null, null, password), directory);
  }

  /** All users are read, with values that no compression makes smaller. */
  private void read(StateTrial trial) {
    byte[] value = new byte[400];
    trial.fullRound(
        USER,
        IntStream.range(0, USERS)
            .mapToObj(
                number -> {
                  random.nextBytes(value);
                  return StateTrial.user(
                      "user-" + number,
                      "{'department':'%s'}".formatted(HexFormat.of().formatHex(value)));
                })
            .toArray(DirectoryChange[]::new));
  }

  /** A state whose file contains mostly outdated data. */
  private StateTrial withGaps(String password) {
    StateTrial trial = open(password);
    for (int round = 0; round < 4; round++) {
      read(trial);
    }
    return trial;
  }

  /** Makes the copy fail, as a full disk does. */
  private void leaveGaps() throws IOException {
    StateTrial trial = withGaps(null);
    Path obstacle = Files.createDirectories(copy.resolve("obstacle"));
    Object before = identity();
    trial.close();
    assertEquals(before, identity());
    Files.delete(obstacle);
  }

  private Object identity() throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private void assertWhole(String password) {
    try (StateTrial trial = open(password)) {
      assertEquals(USERS, trial.pending(USER).size());
    }
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"a password", "пароль 密码"})
  void whatIsOutOfDateIsLeftBehindAndTheFileStaysPrivate(String password) throws IOException {
    StateTrial trial = withGaps(password);
    final long before = Files.size(file);
    trial.close();
    assertThat(Files.size(file)).as(Files.size(file) + " of " + before).isLessThan(before / 2);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertFalse(Files.exists(copy));
    assertWhole(password);
  }

  @Test
  void aFileInWhichLittleHasChangedIsNotCopied() throws IOException {
    withGaps(null).close();
    Object compacted = identity();
    try (StateTrial trial = open(null)) {
      trial.deltaRound(USER, StateTrial.named("another"));
    }
    assertWholeAndOne();
    assertEquals(compacted, identity());
    long before = Files.size(file);
    assertWholeAndOne();
    assertThat(Files.size(file)).as("looking at it costs no room").isLessThan(before + before / 10);
  }

  private void assertWholeAndOne() {
    try (StateTrial trial = open(null)) {
      assertThat(trial.pending(USER)).contains("another");
    }
  }

  @Test
  void theFileStaysAsItIsIfItCannotBeCopied() throws IOException {
    leaveGaps();
    Object before = identity();
    assertWhole(null);
    assertNotEquals(before, identity(), "the next one copies it");
  }

  @Test
  void theCopyOfADeadProcessDoesNoHarm() throws IOException {
    withGaps(null).close();
    byte[] whole = Files.readAllBytes(file);
    Files.write(copy, Arrays.copyOf(whole, whole.length / 2));
    assertWhole(null);
    assertFalse(Files.exists(copy));
  }

  @Test
  void aProcessThatIsKilledWhileItCopiesLosesNothing() throws Exception {
    leaveGaps();
    Process closing =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                // A short process: the second compiler would cost more than it gains.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Closing.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    closing.getInputStream().read();
    while (closing.isAlive() && !Files.exists(copy)) {
      Thread.onSpinWait();
    }
    closing.destroyForcibly().waitFor();
    assertWhole(null);
    assertFalse(Files.exists(copy));
  }

  /** Opens and closes the state of a folder, and says when it begins to close it. */
  static final class Closing {
    public static void main(String[] folder) {
      try (StateTrial trial =
          new StateTrial(
              new StateAddress("jdbc:h2:file:./data/state", null, null, null),
              Path.of(folder[0]))) {
        System.out.println(trial.directory);
      }
    }
  }
}
