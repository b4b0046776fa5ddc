package org.entrazscaler.plan;

import static org.entrazscaler.graph.ObjectKey.group;
import static org.entrazscaler.graph.ObjectKey.user;
import static org.entrazscaler.graph.ObjectType.GROUP;
import static org.entrazscaler.graph.ObjectType.USER;
import static org.entrazscaler.store.StateTrial.assigned;
import static org.entrazscaler.store.StateTrial.groupWith;
import static org.entrazscaler.store.StateTrial.named;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.store.StateContract;
import org.entrazscaler.store.StateTrial;
import org.junit.jupiter.api.Test;

/** The planned changes that a safeguard reads. */
public interface PlanContract extends StateContract {

  private PlanStore plan() {
    return trial().state().plan();
  }

  private static List<String> ids(Iterator<StoredChange> changes) {
    List<String> ids = new ArrayList<>();
    changes.forEachRemaining(change -> ids.add(change.key().id()));
    return ids;
  }

  private static StoredChange change(ObjectKey key, int urgency, String origin) {
    return new StoredChange(key, urgency, 1, "{\"origin\":\"" + origin + "\"}");
  }

  /** Compares two groups: bob joins both, ann leaves one of them. */
  private void compared() {
    StateTrial trial = trial();
    trial.assign(assigned(StateTrial.group("staff")));
    trial.fullRound(
        GROUP,
        StateTrial.group("staff", "ann", "bob"),
        StateTrial.group("joined", "ann", "bob"),
        StateTrial.group("left", "ann", "bob"));
    trial.fullRound(USER, named("ann"), named("bob"));
    for (String user : List.of("ann", "bob")) {
      trial.link(user(user), "t-" + user);
    }
    for (String group : List.of("joined", "left")) {
      trial.link(group(group), "t-" + group);
      trial.membersWritten(group, List.of("t-ann"), List.of());
    }
    trial.deltaRound(GROUP, groupWith("left", "{}", "-ann"));
    for (String group : List.of("joined", "left")) {
      trial.state().memberDifferences().compare(group, false, 100, 100);
      assertEquals(List.of("t-bob"), trial.state().memberDifferences().joining(group, 9));
    }
  }

  @Test
  default void groupsThatLoseMembersAreFound() {
    compared();
    plan()
        .putAll(
            List.of(
                change(group("joined"), StoredChange.URGENCY_UPDATE, "CREATED"),
                change(group("left"), StoredChange.URGENCY_UPDATE, "CREATED"),
                change(group("adopted"), StoredChange.URGENCY_UPDATE, "ADOPTED"),
                change(group("new"), StoredChange.URGENCY_CREATION, "ADOPTED"),
                change(group("emptied"), StoredChange.URGENCY_REMOVAL, "ADOPTED"),
                change(user("ann"), StoredChange.URGENCY_UPDATE, "ADOPTED")));
    assertEquals(List.of("adopted", "left"), ids(plan().groupsLosingMembers()));
    assertEquals(List.of("emptied"), ids(plan().removals(GROUP)));
    plan().hold(group("left"));
    plan().drop(group("adopted"));
    assertEquals(List.of(), ids(plan().groupsLosingMembers()));
  }

  @Test
  default void groupsOfSeveralPagesAreFoundOnce() {
    List<StoredChange> planned = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int n = 0; n < 1100; n++) {
      String id = "g%04d".formatted(n);
      planned.add(
          change(group(id), StoredChange.URGENCY_UPDATE, n % 2 == 0 ? "ADOPTED" : "CREATED"));
      if (n % 2 == 0) {
        expected.add(id);
      }
    }
    plan().putAll(planned);
    assertEquals(expected, ids(plan().groupsLosingMembers()));
  }
}
