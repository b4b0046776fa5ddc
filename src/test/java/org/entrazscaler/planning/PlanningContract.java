package org.entrazscaler.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.graph.ObjectKey.user;
import static org.entrazscaler.graph.ObjectType.GROUP;
import static org.entrazscaler.graph.ObjectType.USER;
import static org.entrazscaler.store.StateTrial.assigned;
import static org.entrazscaler.store.StateTrial.group;
import static org.entrazscaler.store.StateTrial.json;
import static org.entrazscaler.store.StateTrial.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.Origin;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.plan.RestoredValue;
import org.entrazscaler.store.StateContract;
import org.entrazscaler.store.StateTrial;
import org.entrazscaler.target.KnownObject;
import org.entrazscaler.target.TargetStore;
import org.junit.jupiter.api.Test;

/** Reads and writes of planning for many objects. */
public interface PlanningContract extends StateContract {

  private List<KnownObject> known(String... users) {
    return trial().state().planning().load(USER, List.of(users));
  }

  @Test
  default void objectsAreReadTogetherAsOneByOne() {
    StateTrial trial = trial();
    DirectoryChange ann = named("ann");
    DirectoryChange staff = group("staff", "bob");
    trial.assign(assigned(ann), assigned(staff));
    trial.fullRound(GROUP, staff);
    trial.fullRound(USER, ann, named("bob"), named("eve"));
    trial.complete(user("eve"), false);
    Link link =
        new Link(
            user("ann"),
            "t-ann",
            Origin.CREATED,
            json("{'userName':'ann@example.com'}"),
            false,
            true,
            null);
    trial.state().outcomes().record(List.of(new Outcome.Linked(link, List.of(), null)));
    RestoredValue held =
        new RestoredValue(
            user("bob"), "title", TextNode.valueOf("Chief"), TextNode.valueOf("Head"), "9");
    trial.state().undo().put(user("bob"), null, List.of(held), List.of());

    List<KnownObject> known = known("eve", "ann", "nobody", "bob");

    assertEquals(List.of(user("eve"), user("ann"), user("bob")), keys(known));
    for (KnownObject object : known) {
      assertEquals(trial.stored(object.key()), object.stored());
      assertEquals(trial.source().isPending(object.key()), object.pending());
      assertEquals(trial.state().entitlement().isEntitled(object.key()), object.entitled());
      assertEquals(trial.links().find(object.key()).orElse(null), object.link());
      assertEquals(trial.state().undo().values(object.key()), object.restored());
    }
    assertFalse(known.get(0).pending());
    assertFalse(known.get(0).entitled());
    assertEquals(link, known.get(1).link());
    assertTrue(known.get(2).entitled());
    assertNull(known.get(2).link());
    assertEquals(List.of(held), known.get(2).restored());
    KnownObject group = trial.state().planning().load(GROUP, List.of("staff")).get(0);
    assertTrue(group.entitled());
  }

  private static List<ObjectKey> keys(List<KnownObject> known) {
    return known.stream().map(KnownObject::key).toList();
  }

  @Test
  default void objectIsPendingAgainWhenAReferencedUserIsCreated() {
    StateTrial trial = trial();
    trial.fullRound(USER, named("ann"), named("bob"), named("eve"));
    note(Map.of("ann", Set.of("eve"), "bob", Set.of("eve")));
    note(Map.of("ann", Set.of("zoe"), "bob", Set.of("eve")));
    trial.complete(user("ann"), true);
    trial.complete(user("bob"), true);

    Link link =
        new Link(
            user("eve"),
            "t-eve",
            Origin.CREATED,
            json("{'userName':'eve@example.com'}"),
            false,
            true,
            null);
    trial.state().outcomes().record(List.of(new Outcome.Linked(link, List.of(), null)));

    assertEquals(Set.of("zoe"), known("ann").get(0).referencedUsers());
    assertFalse(trial.source().isPending(user("ann")));
    assertTrue(trial.source().isPending(user("bob")));
  }

  private void note(Map<String, Set<String>> named) {
    Map<KnownObject, Set<String>> now = new HashMap<>();
    named.forEach((user, others) -> now.put(known(user).get(0), others));
    trial().state().planning().saveReferences(now);
  }

  @Test
  default void pendingObjectsComeOnceInChunksAndOnlyLinkedOnesIfRequested() {
    StateTrial trial = trial();
    trial.fullRound(
        USER, IntStream.range(0, 7).mapToObj(n -> named("u" + n)).toArray(DirectoryChange[]::new));
    trial.complete(user("u3"), false);
    trial
        .state()
        .outcomes()
        .record(
            List.of(
                new Outcome.Linked(
                    new Link(user("u5"), "t-5", Origin.CREATED, json("{}"), false, true, null),
                    List.of(),
                    null)));
    trial.state().plan().put(new StoredChange(user("u1"), 5, changed("u1"), "{}", null));

    assertEquals(List.of(List.of("u0", "u2", "u4"), List.of("u5", "u6")), chunks(false));
    assertEquals(List.of(List.of("u5")), chunks(true));
  }

  private long changed(String user) {
    return trial().stored(user(user)).changed();
  }

  private List<List<String>> chunks(boolean linked) {
    List<List<String>> chunks = new ArrayList<>();
    Iterator<List<ObjectKey>> pending = trial().state().planning().pending(USER, linked, 3);
    pending.forEachRemaining(chunk -> chunks.add(chunk.stream().map(ObjectKey::id).toList()));
    return chunks;
  }

  @Test
  default void targetCopyAnswersManyQueriesAsOneByOne() {
    TargetStore target = trial().state().target();
    for (String name : List.of("Ann", "Bob", "bob", "x".repeat(600))) {
      target.add(
          USER,
          "t-" + Integer.toHexString(name.hashCode()),
          json("{'userName':'" + name + "'}"),
          Map.of("userName", name),
          Set.of());
    }
    List<String> asked = List.of("ann", "ANN", "bob", "nobody", "X".repeat(600));

    var answers = target.find(USER, "userName", asked);

    for (String value : asked) {
      assertEquals(
          target.find(USER, "userName", value), answers.getOrDefault(value, List.of()), value);
    }
    assertEquals(2, answers.get("bob").size());
    assertThat(answers).doesNotContainKey("nobody");
  }

  @Test
  default void planIsIteratedByUrgencyAndId() {
    StateTrial trial = trial();
    List<String> expected = new ArrayList<>();
    List<StoredChange> planned = new ArrayList<>();
    for (int urgency : new int[] {0, 3, 5}) {
      int number = urgency == 3 ? 1200 : 400;
      for (int n = 0; n < number; n++) {
        String id = "%d-%04d".formatted(urgency, n);
        expected.add(id);
        planned.add(new StoredChange(user(id), urgency, 1, "{}", null));
      }
    }
    trial.state().plan().putAll(planned);
    List<String> followed = new ArrayList<>();

    trial.state().plan().inOrder(USER).forEachRemaining(c -> followed.add(c.key().id()));

    assertEquals(expected, followed);
  }
}
