package org.entrazscaler.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @Test
  void readsSecondsMinutesHoursAndDays() {
    assertEquals(Duration.ofSeconds(45), Durations.parse("45s"));
    assertEquals(Duration.ofMinutes(30), Durations.parse("30m"));
    assertEquals(Duration.ofHours(12), Durations.parse("12h"));
    assertEquals(Duration.ofDays(90), Durations.parse("90d"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "90", "d", "-1d", "1.5h", "90 d", "1w", "0s", "99999999999d", "１d"})
  void refusesOtherForms(String text) {
    assertThrows(IllegalArgumentException.class, () -> Durations.parse(text));
  }
}
