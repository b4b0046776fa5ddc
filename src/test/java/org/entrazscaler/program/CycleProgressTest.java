package org.entrazscaler.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.entrazscaler.cycle.Cycle;
import org.junit.jupiter.api.Test;

class CycleProgressTest {

  private final StringWriter out = new StringWriter();
  private final CycleProgress progress =
      new CycleProgress(new PrintWriter(out, true), false, false);
  private final Cycle cycle = new Cycle(7, "incremental", Instant.EPOCH);

  private void done(int times) {
    for (int time = 0; time < times; time++) {
      progress.done(cycle, "User " + time + " created");
    }
  }

  private List<String> lines() {
    return out.toString().lines().toList();
  }

  @Test
  void whatIsWrittenWhileOthersArePlannedCountsOnceAllIsPlanned() {
    progress.planning(cycle, "users", 60);
    done(50);
    progress.planned(cycle, "users", 150);
    done(10);

    assertEquals(
        List.of(
            "Cycle 7: 200 users to write, of which 50 are written.", "60 of 200 users written."),
        lines());
  }

  @Test
  void eachChangeOfASmallCycleIsShownAlsoWhileOthersArePlanned() {
    progress.planning(cycle, "users", 1);
    done(1);
    progress.planned(cycle, "users", 0);
    progress.planned(cycle, "users", 1);
    done(1);

    assertEquals(List.of("User 0 created", "User 0 created"), lines());
  }

  @Test
  void aFurtherPassCountsFromZero() {
    progress.planned(cycle, "users", 100);
    done(100);
    progress.planned(cycle, "users", 50);

    assertEquals("Cycle 7: 50 users to write.", lines().get(lines().size() - 1));
  }
}
