package org.entrazscaler.safeguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.entrazscaler.safeguard.Hold.Numbers;
import org.entrazscaler.safeguard.RemovalCount.GroupLoss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When removals are held. */
class DeletionLimitsTest {

  @ParameterizedTest
  @CsvSource({
    "500, 500, 0, false",
    "500, 501, 0, true",
    "500, 0, 500, false",
    "500, 0, 501, true",
    "500, 400, 100, false",
    "500, 400, 101, true",
    "1, 1, 0, false",
    "1, 1, 1, true",
    "0, 100000, 100000, false"
  })
  void thresholdCountsUsersAndGroupsTogether(int threshold, int users, int groups, boolean held) {
    RemovalCount takings = new RemovalCount(users, 1_000_000, groups, 1_000_000, List.of());
    assertEquals(held, !new DeletionLimits(threshold, 0).exceeded(takings, false).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    // exactly at the share is allowed
    "20, 10, 50, false",
    "20, 11, 50, true",
    // from 50 of them
    "20, 49, 49, false",
    "20, 50, 50, true",
    // no rounding: 20.4 percent is more than 20, 19.6 is less
    "20, 10, 51, false",
    "20, 11, 54, true",
    "20, 11, 55, false",
    "33, 33, 100, false",
    "33, 34, 100, true",
    "33, 17, 51, true",
    "33, 16, 50, false",
    "100, 1000, 1000, false",
    "0, 1000, 1000, false",
    "1, 20000000, 2000000000, false",
    "1, 20000001, 2000000000, true",
  })
  void shareAppliesToUsersGroupsAndMembersOfAGroup(
      int share, int taken, int managed, boolean held) {
    DeletionLimits limits = new DeletionLimits(0, share);
    for (RemovalCount takings :
        List.of(
            new RemovalCount(taken, managed, 0, 0, List.of()),
            new RemovalCount(0, 0, taken, managed, List.of()),
            new RemovalCount(0, 0, 0, 0, List.of(new GroupLoss("Sales", taken, managed))))) {
      assertEquals(held, !limits.exceeded(takings, false).isEmpty(), takings.toString());
    }
  }

  @Test
  void usersAndGroupsHaveSeparateShares() {
    DeletionLimits limits = new DeletionLimits(0, 20);
    assertEquals(
        List.of(),
        limits.exceeded(new RemovalCount(10, 50, 10, 50, List.of()), false),
        "10 of 50 twice");
    assertEquals(
        2,
        limits.exceeded(new RemovalCount(11, 50, 11, 50, List.of()), false).size(),
        "11 of 50 twice");
  }

  @Test
  void removalsOfEachGroupAreCheckedSeparately() {
    RemovalCount takings =
        new RemovalCount(
            0,
            1000,
            0,
            100,
            List.of(new GroupLoss("Everybody", 11, 1000), new GroupLoss("Sales", 11, 50)));
    List<String> reasons = new DeletionLimits(500, 20).exceeded(takings, false);
    assertEquals(1, reasons.size(), reasons.toString());
    assertThat(reasons.get(0)).as(reasons.toString()).contains("Sales");
    assertEquals(new Numbers(0, 0, 22), takings.numbers());
  }

  @Test
  void emptiedAssignmentsAreHeldRegardlessOfTheLimits() {
    DeletionLimits off = new DeletionLimits(0, 0);
    assertEquals(1, off.exceeded(new RemovalCount(1, 1, 0, 0, List.of()), true).size());
    assertEquals(List.of(), off.exceeded(new RemovalCount(0, 1, 0, 0, List.of()), true));
    assertEquals(List.of(), off.exceeded(new RemovalCount(1, 1, 0, 0, List.of()), false));
  }
}
