package org.entrazscaler.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The service ({@code run}) in a thread of this JVM, which needs much less processor time than a
 * separate process ({@link ProgramProcess}). Only one can run in a JVM, because the MBean of the
 * commands has a fixed name. Thread-safe.
 */
final class ServiceThread implements AutoCloseable {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final PrintStream standardError = System.err;
  private final CompletableFuture<Integer> exitStatus;

  private ServiceThread(Installation installation) {
    System.setErr(
        new PrintStream(new TeeOutputStream(standardError, log), true, StandardCharsets.UTF_8));
    exitStatus =
        CompletableFuture.supplyAsync(
            () -> installation.execute(out, err, "run"), ServiceThread::runInOwnThread);
  }

  /** The common pool may have only two threads, and the commands of a test need them. */
  private static void runInOwnThread(Runnable work) {
    Thread thread = new Thread(work, "service");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Starts the service with the current settings and waits until it serves. A command before that
   * would also open the state: only the lock between processes prevents it, and both run in this
   * one.
   */
  static ServiceThread start(Installation installation) {
    ServiceThread service = new ServiceThread(installation);
    try {
      await("the service serves")
          .atMost(ProgramProcess.PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> service.out().contains("Running.") || service.exitStatus.isDone());
    } finally {
      if (!service.out().contains("Running.")) {
        service.close();
      }
    }
    if (service.exitStatus.isDone()) {
      throw new AssertionError("The service ended before it served:\n" + service.all());
    }
    return service;
  }

  boolean isRunning() {
    return !exitStatus.isDone();
  }

  String out() {
    return out.toString();
  }

  /** Standard error of the service, and the log of this JVM since the service was started. */
  String err() {
    return err + log.toString(StandardCharsets.UTF_8);
  }

  /** Standard output and standard error, for assertion messages. */
  String all() {
    return out() + "\n" + err();
  }

  /** Stops the routes as JMX does, and waits for the end of the service. */
  @Override
  public void close() {
    try {
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      for (ObjectName context :
          server.queryNames(new ObjectName("org.apache.camel:type=context,*"), null)) {
        server.invoke(context, "stop", null, null);
      }
      exitStatus.get(ProgramProcess.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (JMException | ExecutionException | TimeoutException e) {
      throw new AssertionError("The service cannot be stopped:\n" + all(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      System.setErr(standardError);
    }
  }

  /** Writes everything to two streams. */
  private static final class TeeOutputStream extends OutputStream {
    private final OutputStream one;
    private final OutputStream other;

    TeeOutputStream(OutputStream one, OutputStream other) {
      this.one = one;
      this.other = other;
    }

    @Override
    public void write(int content) throws IOException {
      one.write(content);
      other.write(content);
    }

    @Override
    public void write(byte[] content, int from, int length) throws IOException {
      one.write(content, from, length);
      other.write(content, from, length);
    }

    @Override
    public void flush() throws IOException {
      one.flush();
    }
  }
}
