package org.entrazscaler.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program in its own JVM process. Thread-safe. */
final class ProgramProcess implements AutoCloseable {

  /** The longest time that a start may take on a busy machine. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  private final Process process;
  private final Thread outReader;
  private final Thread errReader;
  private final StringBuffer out = new StringBuffer();
  private final StringBuffer err = new StringBuffer();

  private ProgramProcess(Process process) {
    this.process = process;
    this.outReader = follow(process.getInputStream(), out);
    this.errReader = follow(process.getErrorStream(), err);
  }

  /** Starts a command in the working directory of an installation, with its current settings. */
  static ProgramProcess start(Installation installation, String... arguments) throws IOException {
    return start(installation, Map.of(), arguments);
  }

  /** Starts a command with additional environment variables. */
  static ProgramProcess start(
      Installation installation, Map<String, String> environment, String... arguments)
      throws IOException {
    return start(installation, environment, List.of(), arguments);
  }

  /** Starts a command with additional environment variables and JVM options. */
  static ProgramProcess start(
      Installation installation,
      Map<String, String> environment,
      List<String> options,
      String... arguments)
      throws IOException {
    installation.writeSettings();
    ProcessBuilder builder =
        new ProcessBuilder(command(options, arguments)).directory(installation.directory.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return new ProgramProcess(process);
  }

  /** The command line that starts the program with these JVM options. */
  static List<String> command(List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The processes are short-lived: most of their time is the start.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    command.addAll(options);
    String home = System.getProperty("program.home");
    if (home == null) {
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.add("org.entrazscaler.Main");
    } else {
      command = packaged(Path.of(home), command);
    }
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * The command line of the packaged program with its class-data archive, like the start script.
   */
  private static List<String> packaged(Path home, List<String> java) {
    List<String> command = new ArrayList<>();
    Path root = home;
    if (Files.isDirectory(OPEN_FILES)) {
      root = OPEN_FILES.resolve("9");
      command.addAll(List.of("sh", "-c", "exec 9<\"$0\" && exec \"$@\"", home.toString()));
    }
    command.addAll(java);
    command.add("-Xshare:auto");
    command.add("-XX:SharedArchiveFile=" + home.resolve("lib").resolve("classes.jsa"));
    command.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr"));
    command.addAll(
        List.of(
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:ArchiveRelocationMode=0",
            "-jar",
            root.resolve("entra-zscaler-provisioning.jar").toString()));
    return command;
  }

  private static Thread follow(InputStream stream, StringBuffer text) {
    Thread thread =
        new Thread(
            () -> {
              try (var reader =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                reader.lines().forEach(line -> text.append(line).append('\n'));
              } catch (IOException | UncheckedIOException e) {
                // The process has ended and its stream is closed.
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Kills the process with SIGKILL and waits for its end. */
  void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks the process to end, with SIGTERM. */
  void terminate() {
    process.destroy();
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** Waits for the end of the process and returns its exit status. */
  int exitStatus(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("Still running after " + patience + ":\n" + all());
    }
    outReader.join();
    errReader.join();
    return process.exitValue();
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  /** Standard output and standard error, for assertion messages. */
  String all() {
    return out + "\n" + err;
  }

  /** Waits until standard output contains a text. */
  void awaitOut(String text) {
    await("\"" + text + "\" on standard output")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> out().contains(text) || failedBefore(text));
  }

  private boolean failedBefore(String text) {
    if (!isRunning() && !out().contains(text)) {
      throw new AssertionError("Ended before it printed \"" + text + "\":\n" + all());
    }
    return false;
  }

  @Override
  public void close() {
    kill();
  }
}
