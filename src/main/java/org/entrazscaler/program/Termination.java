package org.entrazscaler.program;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets the process end in order after SIGTERM or Ctrl-C: the work is ended early, and the process
 * waits until everything is closed.
 */
final class Termination implements AutoCloseable {

  /** The longest wait, for example for an unanswered request. The state survives a kill. */
  private static final Duration MAX_WAIT = Duration.ofSeconds(9);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final CompletableFuture<Runnable> endEarly = new CompletableFuture<>();
  private final Thread hook = new Thread(this::end, "termination");

  /** From now on the process waits for {@link #close()} before it ends. */
  Termination() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Sets the action that makes the work end early.
   *
   * @param action called at most once, in a separate thread
   */
  void onTermination(Runnable action) {
    endEarly.complete(action);
  }

  private void end() {
    Thread thread = new Thread(() -> endEarly.join().run(), "end-early");
    thread.setDaemon(true);
    thread.start();
    try {
      closed.await(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Called when everything is closed. */
  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is already ending, and the hook is running.
    }
  }
}
