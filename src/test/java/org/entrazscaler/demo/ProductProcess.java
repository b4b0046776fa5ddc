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

/** The product, a process of its own as a user starts it. Safe for use by several threads. */
final class ProductProcess implements AutoCloseable {

  /** How long a write under way and the closing of the state may take. */
  private static final long GRACE_SECONDS = 20;

  private final Process process;

  private ProductProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts the product.
   *
   * @param jar the packaged program
   * @param directory where it works
   * @param arguments its command line
   * @param output takes each line of its standard output
   * @param log takes each line of its standard error
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
      follow("product-output", process.getInputStream(), output);
      follow("product-log", process.getErrorStream(), log);
      return new ProductProcess(process);
    } catch (IOException e) {
      throw new UncheckedIOException("the product cannot be started: " + command, e);
    }
  }

  private static void follow(String name, InputStream stream, Consumer<String> lines) {
    Thread thread =
        new Thread(
            () -> {
              try (var reader =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines);
              } catch (IOException | UncheckedIOException e) {
                // The process has ended, and its stream with it.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  boolean running() {
    return process.isAlive();
  }

  /** Its exit status, waiting for its end. */
  int exitStatus() throws InterruptedException {
    return process.waitFor();
  }

  /** Ends it as SIGTERM does, by force if that takes too long. */
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
