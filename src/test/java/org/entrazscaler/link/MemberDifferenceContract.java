package org.entrazscaler.link;

import static org.entrazscaler.graph.ObjectKey.group;
import static org.entrazscaler.graph.ObjectKey.user;
import static org.entrazscaler.graph.ObjectType.GROUP;
import static org.entrazscaler.graph.ObjectType.USER;
import static org.entrazscaler.store.StateTrial.assigned;
import static org.entrazscaler.store.StateTrial.groupWith;
import static org.entrazscaler.store.StateTrial.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.link.MemberDifferences.Comparison;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.source.StoredAssignment;
import org.entrazscaler.store.StateContract;
import org.entrazscaler.store.StateTrial;
import org.junit.jupiter.api.Test;

/**
 * Member differences of groups, and memberships that are left out above the limit of groups per
 * user.
 */
public interface MemberDifferenceContract extends StateContract {

  private MemberDifferences differences() {
    return trial().state().memberDifferences();
  }

  private Comparison compare(String group) {
    return differences().compare(group, false, 2, 2);
  }

  /** Staff with a number of members who have accounts, but no written memberships. */
  private void staff(int members) {
    StateTrial trial = trial();
    String[] ids = IntStream.range(0, members).mapToObj("u%03d"::formatted).toArray(String[]::new);
    trial.assign(assigned(StateTrial.group("staff")));
    trial.fullRound(GROUP, StateTrial.group("staff", ids));
    trial.fullRound(
        USER, Arrays.stream(ids).map(StateTrial::named).toArray(DirectoryChange[]::new));
    trial.link(group("staff"), "t-staff");
    for (String id : ids) {
      trial.link(user(id), "t-" + id);
    }
  }

  @Test
  default void differencesAreCarriedOutByChunksAndSurviveACrash() {
    staff(25);
    assertTrue(compare("staff").hasDifferences());
    for (int chunk = 0; chunk < 2; chunk++) {
      List<String> joining = differences().joining("staff", 10);
      assertEquals("t-u%03d".formatted(chunk * 10), joining.get(0));
      trial().membersWritten("staff", joining, List.of());
    }
    trial().reopen();
    trial().state().plan().clear();
    assertEquals(List.of(), differences().joining("staff", 10), "the group is planned again");
    assertTrue(compare("staff").hasDifferences());
    List<String> rest = differences().joining("staff", 10);
    assertEquals(5, rest.size());
    assertEquals("t-u020", rest.get(0));
    trial().membersWritten("staff", rest, List.of());
    assertEquals(List.of(), differences().joining("staff", 10));
    assertFalse(compare("staff").hasDifferences());
  }

  @Test
  default void outdatedDifferencesAreSkipped() {
    staff(3);
    trial().membersWritten("staff", List.of("t-u000"), List.of());
    trial().deltaRound(GROUP, groupWith("staff", "{}", "-u000"));
    assertTrue(compare("staff").hasDifferences());
    assertEquals(List.of("t-u001", "t-u002"), differences().joining("staff", 10));
    assertEquals(List.of("t-u000"), differences().leaving("staff", 10));
    trial().deltaRound(GROUP, groupWith("staff", "{}", "-u001"));
    assertEquals(List.of("t-u002"), differences().joining("staff", 10));
    trial().source().markPending(user("u000"));
    trial()
        .state()
        .outcomes()
        .record(List.of(new Outcome.Deleted(trial().completion(user("u000"), false), List.of())));
    assertEquals(
        List.of(), differences().leaving("staff", 10), "the membership is gone with the account");
  }

  @Test
  default void aGroupThatMustHaveNoMembersLosesAllManagedOnes() {
    staff(3);
    trial().membersWritten("staff", List.of("t-u000", "t-u001"), List.of());
    assertTrue(differences().compare("staff", true, 2, 2).hasDifferences());
    assertEquals(List.of(), differences().joining("staff", 10));
    assertEquals(List.of("t-u000", "t-u001"), differences().leaving("staff", 10));
  }

  /** Ann in four groups, each with a target object. */
  private void annInFourGroups() {
    StateTrial trial = trial();
    DirectoryChange[] groups =
        IntStream.rangeClosed(1, 4)
            .mapToObj(number -> StateTrial.group("g" + number, "ann"))
            .toArray(DirectoryChange[]::new);
    trial.assign(Arrays.stream(groups).map(StateTrial::assigned).toArray(StoredAssignment[]::new));
    trial.fullRound(GROUP, groups);
    trial.fullRound(USER, named("ann"));
    for (DirectoryChange group : groups) {
      trial.link(group(group.id()), "t-" + group.id());
    }
    trial.link(user("ann"), "t-ann");
    trial.completeAll();
  }

  @Test
  default void membershipsAboveTheLimitAreLeftOutInAStableOrderUntilThereIsRoom() {
    annInFourGroups();
    trial().membersWritten("g4", List.of("t-ann"), List.of());
    assertEquals(List.of("t-ann"), compare("g1").nearLimit());
    assertEquals(List.of("t-ann"), compare("g2").leftOut(), "g4 is written, g1 is planned");
    assertEquals(List.of(), compare("g2").leftOut(), "it is reported once");
    assertEquals(List.of("t-ann"), compare("g3").leftOut());
    assertFalse(compare("g4").hasDifferences());
    assertEquals(List.of("t-ann"), differences().joining("g1", 10));
    assertEquals(List.of(), differences().joining("g2", 10));
    assertEquals(2, differences().countLeftOut());
    trial().membersWritten("g1", List.of("t-ann"), List.of());

    differences().retryLeftOut(2);
    assertEquals(Set.of(), trial().pending(GROUP), "there is no room");

    trial().deltaRound(GROUP, groupWith("g4", "{}", "-ann"));
    compare("g4");
    trial().membersWritten("g4", List.of(), differences().leaving("g4", 10));
    trial().completeAll();
    differences().retryLeftOut(2);
    assertEquals(Set.of("g2", "g3"), trial().pending(GROUP));
    assertTrue(compare("g2").hasDifferences());
    assertFalse(compare("g3").hasDifferences());
    assertEquals(1, differences().countLeftOut());
  }

  @Test
  default void formerMembersAreNotLeftOut() {
    annInFourGroups();
    trial().membersWritten("g1", List.of("t-ann"), List.of());
    trial().membersWritten("g2", List.of("t-ann"), List.of());
    compare("g3");
    compare("g4");
    assertEquals(2, differences().countLeftOut());
    trial().deltaRound(GROUP, groupWith("g3", "{}", "-ann"));
    compare("g3");
    differences().forget("g4");
    assertEquals(0, differences().countLeftOut());
  }
}
