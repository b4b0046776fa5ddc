package org.entrazscaler.quarantine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.entrazscaler.cycle.BackOff;
import org.entrazscaler.quarantine.Quarantine.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worked examples of Entra's page "Application provisioning in quarantine status". */
class FailureThresholdsTest {

  private static final FailureThresholds ENTRAS = new FailureThresholds(5_000, 40, 40_000, 60_000);

  @ParameterizedTest
  @CsvSource({
    "4000, 0, 0, ",
    "45000, 0, 1000000, ENCOUNTERED_BASE_ESCROW_THRESHOLD",
    "30000, 0, 5000, ENCOUNTERED_ESCROW_PROPORTION_THRESHOLD",
    "20000, 0, 100000, ",
    "40000, 21000, 1000000, ENCOUNTERED_TOTAL_ESCROW_THRESHOLD",
    "40000, 20000, 1000000, ",
    "4999, 0, 0, ",
    "5000, 0, 0, ENCOUNTERED_ESCROW_PROPORTION_THRESHOLD",
    "5000, 0, 7500, ",
    "5000, 0, 7499, ENCOUNTERED_ESCROW_PROPORTION_THRESHOLD",
    "0, 60000, 0, ",
    "0, 60001, 0, ENCOUNTERED_TOTAL_ESCROW_THRESHOLD",
  })
  void failuresAreEvaluatedByEntrasNumbers(long failed, long references, long done, Reason reason) {
    assertEquals(
        Optional.ofNullable(reason),
        ENTRAS.exceeded(failed, references, done).map(FailureThresholds.Exceeded::reason));
  }

  @Test
  void attemptsComeAtSixTwelveAndTwentyFourHoursAndThenDaily() {
    Instant first = Instant.parse("2026-01-01T00:00:00Z");
    long[][] hours = {{0, 6}, {5, 6}, {6, 12}, {13, 24}, {24, 48}, {50, 74}, {1000, 1024}};
    for (long[] pair : hours) {
      assertEquals(
          first.plus(Duration.ofHours(pair[1])),
          BackOff.next(first, first.plus(Duration.ofHours(pair[0]))),
          pair[0] + " hours");
    }
  }
}
