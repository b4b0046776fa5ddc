package org.entrazscaler.history;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets something happen once while the program is about to send a request to Zscaler: in a thread
 * of its own, as a timer does it, while the one that is about to send waits. Safe for use by
 * several threads.
 */
final class Meanwhile {

  private static final long LONGEST = TimeUnit.MINUTES.toMillis(1);

  /** It may wait for an object that the one who is about to send has: that one then goes on. */
  private static final long PATIENCE = TimeUnit.SECONDS.toMillis(10);

  private int requestsLeft;
  private @Nullable Runnable event;
  private volatile @Nullable Throwable wrong;
  private volatile @Nullable Thread happening;

  /** After so many further requests. */
  synchronized void after(int requests, Runnable happens) {
    requestsLeft = requests;
    event = happens;
  }

  /** Nothing happens any more, and what happened went well. */
  void end() {
    Thread thread = happening;
    if (thread != null && !ends(thread, LONGEST)) {
      wrong = new AssertionError("It does not end");
    }
    happening = null;
    forget();
  }

  private synchronized void forget() {
    event = null;
    Throwable thrown = wrong;
    wrong = null;
    if (thrown != null) {
      throw new AssertionError("What happened meanwhile has failed", thrown);
    }
  }

  /** To be called before each request. */
  void request() {
    Runnable happens = due();
    if (happens == null) {
      return;
    }
    Thread thread = new Thread(happens, "meanwhile");
    thread.setUncaughtExceptionHandler((t, thrown) -> wrong = thrown);
    happening = thread;
    thread.start();
    ends(thread, PATIENCE);
  }

  private static boolean ends(Thread thread, long millis) {
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  private synchronized @Nullable Runnable due() {
    if (event == null || requestsLeft-- > 0) {
      return null;
    }
    Runnable happens = event;
    event = null;
    return happens;
  }
}
