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

  private final ObjectLocks claims = new ObjectLocks();
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
    assertTrue(claims.take(ANNE));

    assertFalse(elsewhere(() -> claims.take(ANNE)));
    assertTrue(elsewhere(() -> claims.take(ObjectKey.group("anne"))));

    claims.release(ANNE);
    assertTrue(elsewhere(() -> claims.take(ANNE)));
  }

  @Test
  void whoHasAnObjectMayClaimItAgainAndGivesItBackAsOften() throws Exception {
    claims.take(ANNE);
    assertTrue(claims.take(ANNE));

    claims.release(ANNE);
    assertFalse(elsewhere(() -> claims.take(ANNE)));

    claims.release(ANNE);
    assertTrue(elsewhere(() -> claims.take(ANNE)));
  }

  @Test
  void whoWaitsHasTheObjectOnceItIsGivenBack() throws Exception {
    claims.take(ANNE);
    Future<Boolean> waiting = another.submit(() -> claims.await(ANNE, () -> false));

    claims.release(ANNE);

    assertTrue(waiting.get());
    assertFalse(claims.take(ANNE));
  }

  @Test
  void aProgramThatEndsDoesNotWait() throws Exception {
    claims.take(ANNE);

    assertFalse(elsewhere(() -> claims.await(ANNE, () -> true)));
    assertFalse(elsewhere(() -> claims.awaitLook(ANNE, () -> true)));
  }

  /** What is read of an object while another thread looks at it must not be passed over. */
  @Test
  void anObjectIsWaitedForWhileAnotherThreadLooksAtIt() throws Exception {
    claims.take(ANNE);
    Future<Boolean> waiting = another.submit(() -> claims.awaitLook(ANNE, () -> false));

    claims.release(ANNE);

    assertTrue(waiting.get());
    assertFalse(claims.take(ANNE));
  }

  /** The thread that writes it looks again afterwards. */
  @Test
  void anObjectIsNotWaitedForWhileAnotherThreadWritesIt() throws Exception {
    claims.take(ANNE);
    Future<Boolean> waiting = another.submit(() -> claims.awaitLook(ANNE, () -> false));

    claims.writing(ANNE);

    assertFalse(waiting.get());
    assertFalse(elsewhere(() -> claims.awaitLook(ANNE, () -> false)));
  }

  /** A command that has written an object has it for a moment yet. */
  @Test
  void anObjectThatIsWrittenIsWaitedForAgain() throws Exception {
    claims.take(ANNE);
    claims.take(ANNE);
    claims.writing(ANNE);
    claims.release(ANNE);
    Future<Boolean> waiting = another.submit(() -> claims.awaitLook(ANNE, () -> false));

    claims.release(ANNE);

    assertTrue(waiting.get());
  }

  @Test
  void nobodyGivesBackWhatIsNotHis() throws Exception {
    claims.take(ANNE);

    ExecutionException refused =
        assertThrows(
            ExecutionException.class,
            () ->
                elsewhere(
                    () -> {
                      claims.release(ANNE);
                      return null;
                    }));

    assertEquals(IllegalStateException.class, refused.getCause().getClass());
  }

  @Test
  void anOwnerThatIsNoThreadHasAnObjectWhicheverThreadWorksForIt() throws Exception {
    Object write = new Object();
    assertTrue(claims.awaitLook(ANNE, write, () -> false));

    assertFalse(claims.take(ANNE));
    assertFalse(claims.awaitLook(ANNE, new Object(), () -> true));
    assertThrows(IllegalStateException.class, () -> claims.release(ANNE));

    elsewhere(
        () -> {
          claims.release(ANNE, write);
          return null;
        });
    assertTrue(claims.take(ANNE));
  }

  @Test
  void anObjectThatWaitsForItsTurnIsClaimedByWhoeverMustNotWait() throws Exception {
    Object window = new Object();
    List<String> order = new ArrayList<>();
    assertTrue(claims.awaitLook(ANNE, window, () -> false));
    claims.waiting(ANNE, window, () -> order.add("given up"));
    assertFalse(elsewhere(() -> claims.take(ANNE)));

    assertTrue(elsewhere(() -> claims.awaitLook(ANNE, () -> true)));

    assertEquals(List.of("given up"), order);
    assertFalse(claims.begin(ANNE, window));
    assertFalse(claims.take(ANNE));
    elsewhere(
        () -> {
          claims.release(ANNE);
          return null;
        });
    assertFalse(claims.begin(ANNE, window));
    assertTrue(claims.take(ANNE));
  }

  @Test
  void anObjectWhoseTurnHasComeIsLeftAlone() throws Exception {
    Object window = new Object();
    assertTrue(claims.awaitLook(ANNE, window, () -> false));
    claims.waiting(ANNE, window, () -> {});

    assertTrue(claims.begin(ANNE, window));

    assertFalse(elsewhere(() -> claims.awaitLook(ANNE, () -> false)));
    claims.release(ANNE, window);
    assertTrue(claims.take(ANNE));
  }

  @Test
  void whatCannotBeGivenUpIsNotClaimed() throws Exception {
    Object window = new Object();
    assertTrue(claims.awaitLook(ANNE, window, () -> false));
    claims.waiting(
        ANNE,
        window,
        () -> {
          throw new IllegalStateException("broken");
        });

    assertThrows(IllegalStateException.class, () -> claims.awaitLook(ANNE, () -> true));

    assertTrue(elsewhere(() -> claims.take(ANNE)));
  }
}
