package org.entrazscaler.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One command as its own process, from its start to its end.
 *
 * @param exitStatus its exit status
 * @param cpuSeconds processor time of the process and its children, in user and system mode
 * @param wallSeconds elapsed time
 */
record Run(int exitStatus, double cpuSeconds, double wallSeconds) {

  /** The second line that {@code times} of POSIX prints: user and system time of the children. */
  private static final Pattern CHILDREN =
      Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s\\s*$");

  /**
   * Runs a command.
   *
   * @param directory the working directory
   * @param command the command
   * @return what it cost
   */
  static Run of(Path directory, List<String> command) throws IOException, InterruptedException {
    Path times = Files.createTempFile("times", ".txt");
    Path output = directory.resolve("output.txt");
    List<String> shell =
        new ArrayList<>(List.of("sh", "-c", "\"$@\"; s=$?; times >" + times + "; exit $s", "sh"));
    shell.addAll(command);
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(shell)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    process.getOutputStream().close();
    int status = process.waitFor();
    double wall = (System.nanoTime() - began) / 1_000_000_000.0;
    Matcher children = CHILDREN.matcher(Files.readString(times));
    if (!children.find()) {
      throw new IllegalStateException("The shell printed no times: " + times);
    }
    Files.delete(times);
    return new Run(
        status,
        seconds(children.group(1), children.group(2))
            + seconds(children.group(3), children.group(4)),
        wall);
  }

  private static double seconds(String minutes, String seconds) {
    return 60 * Double.parseDouble(minutes) + Double.parseDouble(seconds);
  }

  /** Returns this run if it ended with the exit status; fails otherwise. */
  Run ended(int expected) {
    if (exitStatus != expected) {
      throw new IllegalStateException("Exit status " + exitStatus + " instead of " + expected);
    }
    return this;
  }
}
