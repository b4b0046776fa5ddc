package org.entrazscaler.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.CycleListener;
import org.entrazscaler.cycle.ObjectLocks;
import org.entrazscaler.cycle.UrgentPassGate;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Intent;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.Origin;
import org.entrazscaler.outcome.DueChange;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.plan.Change;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.scim.ScimRequests;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.source.Presence;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.State;
import org.entrazscaler.store.StateAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutcomeQueueTest {

  private final ObjectLocks locks = new ObjectLocks();
  private final UrgentPassGate gate = new UrgentPassGate();
  private final List<String> told = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();
  private long now;
  private State state;
  private OutcomeQueue queue;

  @BeforeEach
  void open() {
    state = State.open(StateAddress.inMemory(), Path.of(""), Clock.systemUTC());
    CycleControl cycles =
        new CycleControl(state, null, () -> "", "", Clock.systemUTC(), CycleListener.NONE);
    cycles.beginSeparateWork(Cycle.onDemand(Instant.EPOCH));
    queue =
        new OutcomeQueue(
            state,
            locks,
            cycles,
            gate,
            (write, exception) -> {
              failed.add(write.key().id());
              if (!state.up()) {
                throw exception;
              }
            },
            () -> now);
  }

  @AfterEach
  void close() {
    state.close();
  }

  @Test
  void whatWaitsIsRecordedTogetherAndOnlyThenToldAndGivenBack() {
    Write ann = begun("ann");
    Write bob = begun("bob");
    made(ann, "1");
    made(bob, "2");
    assertEquals(List.of(), told);
    assertFalse(locks.tryLock(ann.key()));
    assertEquals(Write.CREATING, intent("ann"));

    queue.commit();

    assertEquals(List.of("ann", "bob"), told);
    assertEquals("1", targetId("ann"));
    assertEquals("2", targetId("bob"));
    assertTrue(locks.tryLock(ann.key()));
    assertTrue(locks.tryLock(bob.key()));
  }

  @Test
  void enoughIsRecordedAtOnceAndTheRestAfterASecond() {
    assertFalse(queue.isDue());
    queue.put(begun("first"));
    assertFalse(queue.isDue());
    now = 1_000_000L * OutcomeQueue.MAX_WAIT_MILLIS;
    assertTrue(queue.isDue());
    queue.commit();
    assertFalse(queue.isDue());
    for (int number = 0; number < OutcomeQueue.GROUP_SIZE; number++) {
      assertFalse(queue.isDue());
      queue.put(begun("user" + number));
    }
    assertTrue(queue.isDue());
  }

  @Test
  void whatIsNotSentAfterAllIsNotLeftAsBegun() {
    Write unsent = begun("unsent");
    queue.put(unsent);

    queue.commit();

    assertTrue(state.links().find(unsent.key()).isEmpty());
    assertTrue(locks.tryLock(unsent.key()));
  }

  @Test
  void whatMayHaveBeenCarriedOutStaysBegun() {
    Write lost = begun("lost");
    ScimRequest request =
        new ScimRequests(Product.ZIA).createUser(JsonNodeFactory.instance.objectNode());
    lost.setIntentRequest(request);
    lost.sent(request);
    queue.put(lost);

    queue.commit();

    assertEquals(Write.CREATING, intent("lost"));
  }

  @Test
  void oneThatCannotBeRecordedKeepsNoOtherFromBeingRecorded() {
    Write ann = begun("ann");
    Write broken = begun("broken");
    Write bob = begun("bob");
    made(ann, "1");
    made(broken, "x".repeat(5000));
    made(bob, "2");

    queue.commit();

    assertEquals(List.of("ann", "bob"), told);
    assertEquals(List.of("broken"), failed);
    assertEquals("2", targetId("bob"));
    assertEquals(Write.CREATING, intent("broken"));
    assertTrue(locks.tryLock(broken.key()));
  }

  @Test
  void ifTheStateFailsNothingCountsAsDoneAndEverythingIsGivenBack() {
    Write ann = begun("ann");
    made(ann, "1");
    state.close();

    assertThrows(RuntimeException.class, queue::commit);

    assertEquals(List.of(), told);
    assertTrue(locks.tryLock(ann.key()));
  }

  @Test
  void whatWasGivenBackIsLookedAtAgainOnceEntraWasReadBeside() {
    queue.put(begun("before"));
    assertEquals(List.of(), queue.commit());
    gate.recordReading(0);
    queue.put(begun("ann"));
    queue.recordAll();
    queue.put(begun("bob"));

    assertEquals(List.of(ObjectKey.user("ann"), ObjectKey.user("bob")), queue.commit());
    assertEquals(List.of(), queue.commit());
  }

  @Test
  void oneThatHasChangedInEntraMeanwhileWaitsForNobody() {
    queue.put(begun("ann"));
    assertFalse(queue.isDue());
    gate.recordReading(0);
    // The state of this test knows no source object that is still as it was planned.
    queue.put(begun("bob"));
    assertTrue(queue.isDue());

    queue.commit();

    assertFalse(queue.isDue());
  }

  @Test
  void whoNamesAUserThatHasJustGotAnAccountIsPlannedAnew() {
    Write manager = begun("manager");
    Write report = begun("report", "manager");
    Write other = begun("other", "somebody");
    assertFalse(queue.hasReferenceLinkedSince(report, queue.recordedGroups()));

    made(manager, "1");

    assertTrue(queue.hasReferenceLinkedSince(report, queue.recordedGroups()));
    assertFalse(queue.hasReferenceLinkedSince(other, queue.recordedGroups()));
    queue.commit();
    assertTrue(queue.hasReferenceLinkedSince(report, 0));
    assertFalse(queue.hasReferenceLinkedSince(report, queue.recordedGroups()));
  }

  private void made(Write write, String targetId) {
    Link link =
        new Link(
            write.key(),
            targetId,
            Origin.CREATED,
            JsonNodeFactory.instance.objectNode(),
            false,
            true,
            null);
    queue.add(write, new Outcome.Linked(link, List.of(), null), () -> told.add(write.key().id()));
    queue.put(write);
  }

  private Write begun(String id, String... named) {
    ObjectKey key = ObjectKey.user(id);
    Object owner = new Object();
    assertTrue(locks.lockUnlessWriting(key, owner, () -> true));
    locks.markWriting(key, owner);
    ObjectNode properties = JsonNodeFactory.instance.objectNode();
    StoredObject source = new StoredObject(key, properties, true, Presence.PRESENT, true, 1);
    Change change =
        Change.forMembers(
            source, id, new Link(key, "0", Origin.CREATED, properties, false, true, null), "");
    Write write =
        new Write(new DueChange(change.stored(), source, true, null, Set.of(named)), owner, 0);
    state.links().recordIntents(List.of(new Intent(key, Write.CREATING)));
    write.intentRecorded(Write.CREATING);
    return write;
  }

  private @Nullable String intent(String id) {
    return state.links().find(ObjectKey.user(id)).map(Link::intent).orElse(null);
  }

  private @Nullable String targetId(String id) {
    return state.links().find(new ObjectKey(ObjectType.USER, id)).map(Link::targetId).orElse(null);
  }
}
