package org.entrazscaler.instance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.entrazscaler.command.RecordedCommands;

/** A separate JVM that publishes an instance and then waits until it is killed. */
final class PublishingProcess implements AutoCloseable {

  private static final String UP = "published";

  private final Process process;

  private PublishingProcess(Process process) {
    this.process = process;
  }

  static PublishingProcess start(Path file) throws IOException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                // A short process: the second compiler would cost more than it gains.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                PublishingProcess.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); !UP.equals(line); line = out.readLine()) {
      if (line == null) {
        throw new IOException("The process ended before it published itself");
      }
    }
    return new PublishingProcess(process);
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void terminate() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  public static void main(String[] arguments) throws InterruptedException {
    PublishedInstance published =
        PublishedInstance.publish(Path.of(arguments[0]), new RecordedCommands());
    Runtime.getRuntime().addShutdownHook(new Thread(published::close));
    System.out.println(UP);
    new CountDownLatch(1).await();
  }
}
