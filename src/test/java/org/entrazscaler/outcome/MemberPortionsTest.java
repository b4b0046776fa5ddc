package org.entrazscaler.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.entrazscaler.outcome.MemberPortions.Side;
import org.entrazscaler.outcome.MemberPortions.Verdict;
import org.junit.jupiter.api.Test;

/** The chunks in which members are sent, and the search for refused members. */
class MemberPortionsTest {

  /** A target that refuses each chunk with one of these members. */
  private static final class Target {

    final Set<Integer> odd;
    final Set<Integer> due = new TreeSet<>();
    final Set<Integer> members = new TreeSet<>();
    final Set<Integer> aside = new TreeSet<>();
    int requests;

    Target(int members, Set<Integer> odd) {
      for (int number = 0; number < members; number++) {
        due.add(number);
      }
      this.odd = odd;
    }

    private List<String> due(int most) {
      return due.stream().limit(most).map(String::valueOf).toList();
    }

    void send(Side side) {
      IntFunction<List<String>> first = this::due;
      while (side.hasNext(first)) {
        List<Integer> chunk = side.next(first).stream().map(Integer::valueOf).toList();
        requests++;
        if (chunk.stream().noneMatch(odd::contains)) {
          members.addAll(chunk);
          due.removeAll(chunk);
          side.accepted();
        } else if (side.refused(id -> false) == Verdict.SINGLE) {
          aside.addAll(chunk);
          side.setAside().forEach(id -> aside.add(Integer.valueOf(id)));
        }
      }
    }
  }

  @Property(tries = 200)
  void allMembersExceptRefusedOnesAreWritten(
      @ForAll @IntRange(min = 1, max = 60) int members,
      @ForAll @IntRange(min = 1, max = 20) int size,
      @ForAll @Size(max = 3) Set<@IntRange(max = 59) Integer> odd) {
    Target target = new Target(members, odd);
    Side side = new MemberPortions(size).joining();

    target.send(side);

    Set<Integer> refused = new TreeSet<>(odd);
    refused.removeIf(number -> number >= members);
    assertEquals(refused, target.aside);
    assertEquals(members - refused.size(), target.members.size());
    assertFalse(side.isHopeless());
  }

  @Test
  void chunkWithoutRefusalIsSentOnce() {
    Target target = new Target(1000, Set.of());
    target.send(new MemberPortions(100).joining());
    assertEquals(10, target.requests);
  }

  @Test
  void refusedMemberIsFoundByHalving() {
    Target target = new Target(1024, Set.of(517));
    target.send(new MemberPortions(1024).joining());
    assertEquals(1 + 2 * 10, target.requests);
    assertEquals(Set.of(517), target.aside);
  }

  @Test
  void sendingStopsIfAllMembersAreRefused() {
    Set<Integer> all = new TreeSet<>();
    for (int number = 0; number < 10_000; number++) {
      all.add(number);
    }
    Target target = new Target(10_000, all);
    Side side = new MemberPortions(1000).joining();

    target.send(side);

    assertTrue(side.isHopeless());
    assertThat(target.requests).as(target.requests + " requests").isLessThan(30);
    assertTrue(side.isSetAside("9999"));
  }

  @Test
  void newAccountWaitsForTheOthersAndIsSentAgain() {
    Side side = new MemberPortions(10).joining();
    IntFunction<List<String>> due = most -> List.of("a", "b", "c");
    assertEquals(List.of("a", "b", "c"), side.next(due));

    assertEquals(Verdict.LATE, side.refused(Set.of("a", "c")::contains));
    assertEquals(List.of("b"), side.next(due));
    side.accepted();
    assertFalse(side.hasNext(most -> List.of("a", "c")));
    assertTrue(side.hasLate());

    side.retryLate();
    assertEquals(List.of("a", "c"), side.next(most -> List.of("a", "c")));
    side.refused(Set.of("a", "c")::contains);
    side.stopWaiting();
    assertEquals(List.of("a", "c"), side.next(most -> List.of("a", "c")));
    assertEquals(Verdict.DIVIDED, side.refused(Set.of("a", "c")::contains));
    assertEquals(List.of("a"), side.next(most -> List.of("a", "c")));
  }
}
