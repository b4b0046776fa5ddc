package org.entrazscaler.program;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets the process end in order when it is told to, by SIGTERM or Ctrl-C: the work is cut short,
 * and the process waits until everything that was opened is closed.
 */
final class Termination implements AutoCloseable {

  /** A request that is not answered holds nothing up for longer; the state bears being killed. */
  private static final Duration LONGEST = Duration.ofSeconds(9);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final CompletableFuture<Runnable> cutShort = new CompletableFuture<>();
  private final Thread hook = new Thread(this::end, "termination");

  /** From here on the process waits for {@link #close()} before it ends. */
  Termination() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Says how to make the work end soon.
   *
   * @param work called at most once, from a thread of its own
   */
  void cutShortBy(Runnable work) {
    cutShort.complete(work);
  }

  private void end() {
    Thread cutter = new Thread(() -> cutShort.join().run(), "cut-short");
    cutter.setDaemon(true);
    cutter.start();
    try {
      closed.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything is closed. */
  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, and the hook with it.
    }
  }
}
