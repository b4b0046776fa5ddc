package org.entrazscaler.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CycleReportTest {

  private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

  private static CycleRecord record(Cycle cycle, String result, @Nullable String reason) {
    return new CycleRecord(
        5,
        "incremental",
        NOW,
        NOW.plusMillis(2345),
        result,
        reason,
        cycle.counts(),
        cycle.requests());
  }

  @Test
  void aCycleWithoutWork() {
    Cycle cycle = new Cycle(5, "incremental", NOW);
    assertEquals(
        "Cycle 5 (incremental, 2.3 s): done. Nothing to do. Requests: 0 to Microsoft Graph, 0 to"
            + " Zscaler.",
        CycleReport.summary(record(cycle, CycleRecord.SUCCESS, null)));
    assertEquals(
        "Cycle 5 (incremental, 2.3 s): stopped. Nothing was done. Requests: 0 to Microsoft Graph, 0"
            + " to Zscaler.\nZscaler cannot be reached.",
        CycleReport.summary(record(cycle, CycleRecord.STOPPED, "Zscaler cannot be reached.")));
  }

  @Test
  void everyNumberThatIsNotZeroIsNamed() {
    Cycle cycle = new Cycle(5, "incremental", NOW);
    for (Counter counter : Counter.values()) {
      cycle.count(counter, counter.ordinal() + 1);
    }
    cycle.countRequest(TargetSystem.ENTRA);
    cycle.countRequest(TargetSystem.ZSCALER);
    assertEquals(
        "Cycle 5 (incremental, 2.3 s): done, but something could not be written. 2 created, 7"
            + " adopted, 3 updated, 4 disabled, 5 emptied, 6 deleted, 8 added to groups, 9 removed"
            + " from groups, 12 different, 11 held, 10 left out of groups, 14 failed. Requests: 1"
            + " to Microsoft Graph, 1 to Zscaler (0.04 an object).",
        CycleReport.summary(record(cycle, CycleRecord.FAILURES, null)));
  }
}
