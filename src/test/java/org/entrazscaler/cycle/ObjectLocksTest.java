package org.entrazscaler.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.entrazscaler.graph.ObjectKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObjectLocksTest {

  private static final ObjectKey ANNE = ObjectKey.user("anne");

  private final ObjectLocks locks = new ObjectLocks();
  private final ExecutorService otherThread = Executors.newSingleThreadExecutor();

  @AfterEach
  void end() {
    otherThread.shutdownNow();
  }

  private <T> T onOtherThread(Callable<T> work) throws ExecutionException, InterruptedException {
    return otherThread.submit(work).get();
  }

  @Test
  void aLockBelongsToOneThread() throws Exception {
    assertTrue(locks.tryLock(ANNE));

    assertFalse(onOtherThread(() -> locks.tryLock(ANNE)));
    assertTrue(onOtherThread(() -> locks.tryLock(ObjectKey.group("anne"))));

    locks.unlock(ANNE);
    assertTrue(onOtherThread(() -> locks.tryLock(ANNE)));
  }

  @Test
  void locksAreReentrant() throws Exception {
    locks.tryLock(ANNE);
    assertTrue(locks.tryLock(ANNE));

    locks.unlock(ANNE);
    assertFalse(onOtherThread(() -> locks.tryLock(ANNE)));

    locks.unlock(ANNE);
    assertTrue(onOtherThread(() -> locks.tryLock(ANNE)));
  }

  @Test
  void aWaitingThreadGetsTheLockWhenItIsFree() throws Exception {
    locks.tryLock(ANNE);
    Future<Boolean> waiting = otherThread.submit(() -> locks.lock(ANNE, () -> false));

    locks.unlock(ANNE);

    assertTrue(waiting.get());
    assertFalse(locks.tryLock(ANNE));
  }

  @Test
  void aShutdownEndsTheWait() throws Exception {
    locks.tryLock(ANNE);

    assertFalse(onOtherThread(() -> locks.lock(ANNE, () -> true)));
    assertFalse(onOtherThread(() -> locks.lockUnlessWriting(ANNE, () -> true)));
  }

  /** Otherwise neither thread would notice a change that is read at that time. */
  @Test
  void aThreadWaitsWhileAnotherThreadPlansTheObject() throws Exception {
    locks.tryLock(ANNE);
    Future<Boolean> waiting = otherThread.submit(() -> locks.lockUnlessWriting(ANNE, () -> false));

    locks.unlock(ANNE);

    assertTrue(waiting.get());
    assertFalse(locks.tryLock(ANNE));
  }

  /** The writing thread checks the object again afterwards. */
  @Test
  void aThreadDoesNotWaitWhileAnotherThreadWritesTheObject() throws Exception {
    locks.tryLock(ANNE);
    Future<Boolean> waiting = otherThread.submit(() -> locks.lockUnlessWriting(ANNE, () -> false));

    locks.markWriting(ANNE);

    assertFalse(waiting.get());
    assertFalse(onOtherThread(() -> locks.lockUnlessWriting(ANNE, () -> false)));
  }

  /** A command keeps the lock for a moment after the write. */
  @Test
  void aThreadWaitsAgainAfterTheWrite() throws Exception {
    locks.tryLock(ANNE);
    locks.tryLock(ANNE);
    locks.markWriting(ANNE);
    locks.unlock(ANNE);
    Future<Boolean> waiting = otherThread.submit(() -> locks.lockUnlessWriting(ANNE, () -> false));

    locks.unlock(ANNE);

    assertTrue(waiting.get());
  }

  @Test
  void onlyTheOwnerCanUnlock() throws Exception {
    locks.tryLock(ANNE);

    ExecutionException refused =
        assertThrows(
            ExecutionException.class,
            () ->
                onOtherThread(
                    () -> {
                      locks.unlock(ANNE);
                      return null;
                    }));

    assertEquals(IllegalStateException.class, refused.getCause().getClass());
  }

  @Test
  void aLockOfANamedOwnerBelongsToNoThread() throws Exception {
    Object write = new Object();
    assertTrue(locks.lockUnlessWriting(ANNE, write, () -> false));

    assertFalse(locks.tryLock(ANNE));
    assertFalse(locks.lockUnlessWriting(ANNE, new Object(), () -> true));
    assertThrows(IllegalStateException.class, () -> locks.unlock(ANNE));

    onOtherThread(
        () -> {
          locks.unlock(ANNE, write);
          return null;
        });
    assertTrue(locks.tryLock(ANNE));
  }

  @Test
  void aLockThatAllowsATakeoverCanBeTakenOver() throws Exception {
    Object window = new Object();
    List<String> order = new ArrayList<>();
    assertTrue(locks.lockUnlessWriting(ANNE, window, () -> false));
    locks.allowTakeover(ANNE, window, () -> order.add("taken over"));
    assertFalse(onOtherThread(() -> locks.tryLock(ANNE)));

    assertTrue(onOtherThread(() -> locks.lockUnlessWriting(ANNE, () -> true)));

    assertEquals(List.of("taken over"), order);
    assertFalse(locks.beginWriting(ANNE, window));
    assertFalse(locks.tryLock(ANNE));
    onOtherThread(
        () -> {
          locks.unlock(ANNE);
          return null;
        });
    assertFalse(locks.beginWriting(ANNE, window));
    assertTrue(locks.tryLock(ANNE));
  }

  @Test
  void aLockCannotBeTakenOverAfterTheWriteHasBegun() throws Exception {
    Object window = new Object();
    assertTrue(locks.lockUnlessWriting(ANNE, window, () -> false));
    locks.allowTakeover(ANNE, window, () -> {});

    assertTrue(locks.beginWriting(ANNE, window));

    assertFalse(onOtherThread(() -> locks.lockUnlessWriting(ANNE, () -> false)));
    locks.unlock(ANNE, window);
    assertTrue(locks.tryLock(ANNE));
  }

  @Test
  void aFailedTakeoverUnlocksTheObject() throws Exception {
    Object window = new Object();
    assertTrue(locks.lockUnlessWriting(ANNE, window, () -> false));
    locks.allowTakeover(
        ANNE,
        window,
        () -> {
          throw new IllegalStateException("broken");
        });

    assertThrows(IllegalStateException.class, () -> locks.lockUnlessWriting(ANNE, () -> true));

    assertTrue(onOtherThread(() -> locks.tryLock(ANNE)));
  }
}
