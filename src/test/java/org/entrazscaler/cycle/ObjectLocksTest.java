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
  private final ExecutorService another = Executors.newSingleThreadExecutor();

  @AfterEach
  void end() {
    another.shutdownNow();
  }

  private <T> T elsewhere(Callable<T> work) throws ExecutionException, InterruptedException {
    return another.submit(work).get();
  }

  @Test
  void anObjectBelongsToOneThreadAtATime() throws Exception {
    assertTrue(locks.tryLock(ANNE));

    assertFalse(elsewhere(() -> locks.tryLock(ANNE)));
    assertTrue(elsewhere(() -> locks.tryLock(ObjectKey.group("anne"))));

    locks.unlock(ANNE);
    assertTrue(elsewhere(() -> locks.tryLock(ANNE)));
  }

  @Test
  void whoHasAnObjectMayClaimItAgainAndGivesItBackAsOften() throws Exception {
    locks.tryLock(ANNE);
    assertTrue(locks.tryLock(ANNE));

    locks.unlock(ANNE);
    assertFalse(elsewhere(() -> locks.tryLock(ANNE)));

    locks.unlock(ANNE);
    assertTrue(elsewhere(() -> locks.tryLock(ANNE)));
  }

  @Test
  void whoWaitsHasTheObjectOnceItIsGivenBack() throws Exception {
    locks.tryLock(ANNE);
    Future<Boolean> waiting = another.submit(() -> locks.lock(ANNE, () -> false));

    locks.unlock(ANNE);

    assertTrue(waiting.get());
    assertFalse(locks.tryLock(ANNE));
  }

  @Test
  void aProgramThatEndsDoesNotWait() throws Exception {
    locks.tryLock(ANNE);

    assertFalse(elsewhere(() -> locks.lock(ANNE, () -> true)));
    assertFalse(elsewhere(() -> locks.lockUnlessWriting(ANNE, () -> true)));
  }

  /** What is read of an object while another thread looks at it must not be passed over. */
  @Test
  void anObjectIsWaitedForWhileAnotherThreadLooksAtIt() throws Exception {
    locks.tryLock(ANNE);
    Future<Boolean> waiting = another.submit(() -> locks.lockUnlessWriting(ANNE, () -> false));

    locks.unlock(ANNE);

    assertTrue(waiting.get());
    assertFalse(locks.tryLock(ANNE));
  }

  /** The thread that writes it looks again afterwards. */
  @Test
  void anObjectIsNotWaitedForWhileAnotherThreadWritesIt() throws Exception {
    locks.tryLock(ANNE);
    Future<Boolean> waiting = another.submit(() -> locks.lockUnlessWriting(ANNE, () -> false));

    locks.markWriting(ANNE);

    assertFalse(waiting.get());
    assertFalse(elsewhere(() -> locks.lockUnlessWriting(ANNE, () -> false)));
  }

  /** A command that has written an object has it for a moment yet. */
  @Test
  void anObjectThatIsWrittenIsWaitedForAgain() throws Exception {
    locks.tryLock(ANNE);
    locks.tryLock(ANNE);
    locks.markWriting(ANNE);
    locks.unlock(ANNE);
    Future<Boolean> waiting = another.submit(() -> locks.lockUnlessWriting(ANNE, () -> false));

    locks.unlock(ANNE);

    assertTrue(waiting.get());
  }

  @Test
  void nobodyGivesBackWhatIsNotHis() throws Exception {
    locks.tryLock(ANNE);

    ExecutionException refused =
        assertThrows(
            ExecutionException.class,
            () ->
                elsewhere(
                    () -> {
                      locks.unlock(ANNE);
                      return null;
                    }));

    assertEquals(IllegalStateException.class, refused.getCause().getClass());
  }

  @Test
  void anOwnerThatIsNoThreadHasAnObjectWhicheverThreadWorksForIt() throws Exception {
    Object write = new Object();
    assertTrue(locks.lockUnlessWriting(ANNE, write, () -> false));

    assertFalse(locks.tryLock(ANNE));
    assertFalse(locks.lockUnlessWriting(ANNE, new Object(), () -> true));
    assertThrows(IllegalStateException.class, () -> locks.unlock(ANNE));

    elsewhere(
        () -> {
          locks.unlock(ANNE, write);
          return null;
        });
    assertTrue(locks.tryLock(ANNE));
  }

  @Test
  void anObjectThatWaitsForItsTurnIsClaimedByWhoeverMustNotWait() throws Exception {
    Object window = new Object();
    List<String> order = new ArrayList<>();
    assertTrue(locks.lockUnlessWriting(ANNE, window, () -> false));
    locks.allowTakeover(ANNE, window, () -> order.add("given up"));
    assertFalse(elsewhere(() -> locks.tryLock(ANNE)));

    assertTrue(elsewhere(() -> locks.lockUnlessWriting(ANNE, () -> true)));

    assertEquals(List.of("given up"), order);
    assertFalse(locks.beginWriting(ANNE, window));
    assertFalse(locks.tryLock(ANNE));
    elsewhere(
        () -> {
          locks.unlock(ANNE);
          return null;
        });
    assertFalse(locks.beginWriting(ANNE, window));
    assertTrue(locks.tryLock(ANNE));
  }

  @Test
  void anObjectWhoseTurnHasComeIsLeftAlone() throws Exception {
    Object window = new Object();
    assertTrue(locks.lockUnlessWriting(ANNE, window, () -> false));
    locks.allowTakeover(ANNE, window, () -> {});

    assertTrue(locks.beginWriting(ANNE, window));

    assertFalse(elsewhere(() -> locks.lockUnlessWriting(ANNE, () -> false)));
    locks.unlock(ANNE, window);
    assertTrue(locks.tryLock(ANNE));
  }

  @Test
  void whatCannotBeGivenUpIsNotClaimed() throws Exception {
    Object window = new Object();
    assertTrue(locks.lockUnlessWriting(ANNE, window, () -> false));
    locks.allowTakeover(
        ANNE,
        window,
        () -> {
          throw new IllegalStateException("broken");
        });

    assertThrows(IllegalStateException.class, () -> locks.lockUnlessWriting(ANNE, () -> true));

    assertTrue(elsewhere(() -> locks.tryLock(ANNE)));
  }
}
