package org.entrazscaler.zscaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The order of requests, with a clock that the test sets. Ten requests per second. */
class PaceTest {

  private static final long SLOT = TimeUnit.MILLISECONDS.toNanos(100);

  private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 2 * SLOT);
  private final Pace pace = new Pace(10, time::get);
  private final List<Pace.Ticket> waiting = new ArrayList<>();

  private Pace.Ticket enter(Lane lane) {
    Pace.Ticket ticket = pace.enter(lane);
    waiting.add(ticket);
    return ticket;
  }

  private List<Pace.Ticket> enter(Lane lane, int number) {
    List<Pace.Ticket> tickets = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      tickets.add(enter(lane));
    }
    return tickets;
  }

  /** Advances the time by slots and returns the requests that got a slot, in order. */
  private List<Pace.Ticket> served(double slots) {
    List<Pace.Ticket> served = new ArrayList<>();
    for (int step = 0; step <= slots * 10; step++) {
      for (Iterator<Pace.Ticket> each = waiting.iterator(); each.hasNext(); ) {
        Pace.Ticket ticket = each.next();
        if (pace.tryTake(ticket) == 0) {
          served.add(ticket);
          each.remove();
        }
      }
      if (step < slots * 10) {
        time.addAndGet(SLOT / 10);
      }
    }
    return served;
  }

  @Test
  void thoseOfOneLaneAreServedInTheOrderInWhichTheyCame() {
    List<Pace.Ticket> normal = enter(Lane.NORMAL, 5);

    assertEquals(normal.subList(0, 4), served(3));
    assertEquals(normal.subList(4, 5), served(1));
  }

  @Test
  void anUrgentRequestGetsTheNextSlotHoweverManyWait() {
    List<Pace.Ticket> normal = enter(Lane.NORMAL, 200);
    assertEquals(normal.subList(0, 3), served(2.5));

    Pace.Ticket urgent = enter(Lane.URGENT);

    assertEquals(List.of(urgent), served(0.5));
    assertEquals(normal.subList(3, 5), served(2));
  }

  @Test
  void theBackgroundGetsUnusedSlotsAndAtMostHalfOfThePace() {
    List<Pace.Ticket> background = enter(Lane.BACKGROUND, 10);

    assertEquals(background.subList(0, 3), served(4));

    List<Pace.Ticket> normal = enter(Lane.NORMAL, 3);
    assertEquals(normal, served(3));
    assertEquals(background.subList(3, 4), served(1));
  }

  @Test
  void theBackgroundDoesNotStarve() {
    Pace.Ticket background = enter(Lane.BACKGROUND);
    List<Pace.Ticket> normal = enter(Lane.NORMAL, 2 * Pace.BACKGROUND_PATIENCE);

    List<Pace.Ticket> served = served(2 * Pace.BACKGROUND_PATIENCE + 1);

    assertEquals(Pace.BACKGROUND_PATIENCE, served.indexOf(background));
    assertEquals(2 * Pace.BACKGROUND_PATIENCE + 1, served.size());
    assertThat(served).containsAll(normal);
  }

  @Test
  void aStarvingBackgroundRequestLetsUrgentOnesGoFirst() {
    enter(Lane.BACKGROUND);
    enter(Lane.NORMAL, 2 * Pace.BACKGROUND_PATIENCE);
    served(Pace.BACKGROUND_PATIENCE - 1);

    Pace.Ticket urgent = enter(Lane.URGENT);

    assertEquals(List.of(urgent), served(1));
  }

  @Test
  void aRetryAfterDelaysAllRequestsAlsoThoseThatWaitAlready() {
    Pace.Ticket normal = enter(Lane.NORMAL);
    assertEquals(List.of(normal), served(0));
    List<Pace.Ticket> after = enter(Lane.NORMAL, 3);
    Pace.Ticket urgent = enter(Lane.URGENT);

    pace.slowDown(Duration.ofSeconds(1));

    assertEquals(List.of(), served(9.9));
    assertEquals(List.of(urgent), served(0.1));
    // Half as fast as before.
    assertEquals(List.of(), served(1.5));
    assertEquals(after.subList(0, 1), served(0.5));
  }

  @Test
  void thePaceStaysEvenAfterAPauseWithoutRequests() {
    served(50);
    List<Pace.Ticket> normal = enter(Lane.NORMAL, 4);

    assertEquals(normal.subList(0, 1), served(0.5));
    assertEquals(normal.subList(1, 2), served(0.5));
  }

  @Test
  void aTicketThatLeavesKeepsNoOtherWaiting() {
    Pace.Ticket gone = pace.enter(Lane.URGENT);
    Pace.Ticket normal = enter(Lane.NORMAL);
    assertEquals(List.of(), served(2));

    pace.leave(gone);

    assertEquals(List.of(normal), served(0));
  }

  @Test
  void waitingThreadsAreServedAllOfThem() throws InterruptedException {
    Pace quick = new Pace(5000);
    CountDownLatch done = new CountDownLatch(300);
    for (Lane lane : Lane.values()) {
      for (int thread = 0; thread < 4; thread++) {
        new Thread(
                () -> {
                  for (int request = 0; request < 25; request++) {
                    quick.await(lane, () -> false);
                    done.countDown();
                  }
                })
            .start();
      }
    }
    assertTrue(done.await(60, TimeUnit.SECONDS));
  }

  @Test
  void aProgramThatEndsDoesNotWait() {
    Pace slow = new Pace(0.001);
    slow.await(Lane.NORMAL, () -> false);

    slow.await(Lane.NORMAL, () -> true);
  }
}
