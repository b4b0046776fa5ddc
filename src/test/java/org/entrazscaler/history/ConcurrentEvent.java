package org.entrazscaler.history;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs an event once, while the program is about to send a request to Zscaler. The event has its
 * own thread, as with a timer, and the sending thread waits for it. Safe for use by several
 * threads.
 */
final class ConcurrentEvent {

  private static final long LONGEST_EVENT = TimeUnit.MINUTES.toMillis(1);

  /**
   * The event may wait for an object that the sending thread has locked; the sending thread
   * continues after this time.
   */
  private static final long LONGEST_WAIT_OF_SENDER = TimeUnit.SECONDS.toMillis(10);

  private int requestsLeft;
  private @Nullable Runnable event;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Thread eventThread;

  /** Plans the event after this number of further requests. */
  synchronized void planAfter(int requests, Runnable task) {
    requestsLeft = requests;
    event = task;
  }

  /** Cancels a planned event, and fails if the event failed or does not end. */
  void end() {
    Thread thread = eventThread;
    if (thread != null && !hasEnded(thread, LONGEST_EVENT)) {
      failure = new AssertionError("The concurrent event does not end");
    }
    eventThread = null;
    clear();
  }

  private synchronized void clear() {
    event = null;
    Throwable thrown = failure;
    failure = null;
    if (thrown != null) {
      throw new AssertionError("The concurrent event failed", thrown);
    }
  }

  /** Call this before each request. */
  void beforeRequest() {
    Runnable task = takeDueEvent();
    if (task == null) {
      return;
    }
    Thread thread = new Thread(task, "concurrent-event");
    thread.setUncaughtExceptionHandler((t, thrown) -> failure = thrown);
    eventThread = thread;
    thread.start();
    hasEnded(thread, LONGEST_WAIT_OF_SENDER);
  }

  private static boolean hasEnded(Thread thread, long millis) {
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  private synchronized @Nullable Runnable takeDueEvent() {
    if (event == null || requestsLeft-- > 0) {
      return null;
    }
    Runnable task = event;
    event = null;
    return task;
  }
}
