package org.entrazscaler.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A {@link Sink} in a new process. So each client that is compared meets a sink that has compiled
 * nothing yet; a sink that one client has warmed up answers the next one faster.
 */
final class SinkProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;
  private final OutputStream in;
  private final String url;

  SinkProcess() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Sink.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    in = process.getOutputStream();
    url = out.readLine();
  }

  String url() {
    return url;
  }

  /** The creations so far. */
  Creations creations() throws IOException {
    in.write('\n');
    in.flush();
    return Creations.read(out);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
