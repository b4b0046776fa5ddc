package org.entrazscaler.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The program as its own process, started as a user starts it. Safe for use by several threads. */
final class ProductProcess implements AutoCloseable {

  /** The time for a running write and for closing the state. */
  private static final long GRACE_SECONDS = 20;

  private final Process process;

  private ProductProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts the program.
   *
   * @param jar the packaged program
   * @param directory its working directory
   * @param arguments its command line
   * @param output receives each line of the standard output
   * @param log receives each line of the standard error
   */
  static ProductProcess start(
      Path jar,
      WorkingDirectory directory,
      List<String> arguments,
      Consumer<String> output,
      Consumer<String> log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", jar.toString(), "--config", directory.settings()));
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).directory(directory.path().toFile()).start();
      process.getOutputStream().close();
      readLines("product-output", process.getInputStream(), output);
      readLines("product-log", process.getErrorStream(), log);
      return new ProductProcess(process);
    } catch (IOException e) {
      throw new UncheckedIOException("the program cannot be started: " + command, e);
    }
  }

  private static void readLines(String name, InputStream stream, Consumer<String> lines) {
    Thread thread =
        new Thread(
            () -> {
              try (var reader =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines);
              } catch (IOException | UncheckedIOException e) {
                // The process and its stream have ended.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** Waits for the end of the process and returns its exit status. */
  int exitStatus() throws InterruptedException {
    return process.waitFor();
  }

  /** Ends the process with SIGTERM, or by force if that takes too long. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
