package org.entrazscaler.write;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.entrazscaler.cycle.CycleContext;
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
  private final List<String> reported = new ArrayList<>();
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
    CycleContext context = new CycleContext(state, cycles, locks, gate, Clock.systemUTC(), false);
    queue =
        new OutcomeQueue(
            context,
            new PlanValidity(context),
            (write, exception) -> {
              failed.add(write.key().id());
              if (!state.isUp()) {
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
  void outcomesAreRecordedTogetherAndThenReportedAndUnlocked() {
    Write ann = begunWrite("ann");
    Write bob = begunWrite("bob");
    createdWrite(ann, "1");
    createdWrite(bob, "2");
    assertEquals(List.of(), reported);
    assertFalse(locks.tryLock(ann.key()));
    assertEquals(Write.CREATING, intent("ann"));

    queue.commit();

    assertEquals(List.of("ann", "bob"), reported);
    assertEquals("1", targetId("ann"));
    assertEquals("2", targetId("bob"));
    assertTrue(locks.tryLock(ann.key()));
    assertTrue(locks.tryLock(bob.key()));
  }

  @Test
  void aFullGroupIsDueAtOnceAndTheRestAfterASecond() {
    assertFalse(queue.isDue());
    queue.put(begunWrite("first"));
    assertFalse(queue.isDue());
    now = 1_000_000L * OutcomeQueue.MAX_WAIT_MILLIS;
    assertTrue(queue.isDue());
    queue.commit();
    assertFalse(queue.isDue());
    for (int number = 0; number < OutcomeQueue.GROUP_SIZE; number++) {
      assertFalse(queue.isDue());
      queue.put(begunWrite("user" + number));
    }
    assertTrue(queue.isDue());
  }

  @Test
  void theIntentOfAnUnsentChangeIsWithdrawn() {
    Write unsent = begunWrite("unsent");
    queue.put(unsent);

    queue.commit();

    assertThat(state.links().find(unsent.key())).isEmpty();
    assertTrue(locks.tryLock(unsent.key()));
  }

  @Test
  void theIntentOfASentChangeWithoutAnOutcomeStays() {
    Write lost = begunWrite("lost");
    ScimRequest request =
        new ScimRequests(Product.ZIA).createUser(JsonNodeFactory.instance.objectNode());
    lost.setIntentRequest(request);
    lost.sent(request);
    queue.put(lost);

    queue.commit();

    assertEquals(Write.CREATING, intent("lost"));
  }

  @Test
  void anOutcomeThatCannotBeRecordedDoesNotPreventTheOthers() {
    Write ann = begunWrite("ann");
    Write broken = begunWrite("broken");
    Write bob = begunWrite("bob");
    createdWrite(ann, "1");
    createdWrite(broken, "x".repeat(5000));
    createdWrite(bob, "2");

    queue.commit();

    assertEquals(List.of("ann", "bob"), reported);
    assertEquals(List.of("broken"), failed);
    assertEquals("2", targetId("bob"));
    assertEquals(Write.CREATING, intent("broken"));
    assertTrue(locks.tryLock(broken.key()));
  }

  @Test
  void ifTheStateFailsNothingCountsAsDoneAndAllObjectsAreUnlocked() {
    Write ann = begunWrite("ann");
    createdWrite(ann, "1");
    state.close();

    assertThrows(RuntimeException.class, queue::commit);

    assertEquals(List.of(), reported);
    assertTrue(locks.tryLock(ann.key()));
  }

  @Test
  void unlockedObjectsAreReturnedAfterAnUrgentPassHasReadEntra() {
    queue.put(begunWrite("before"));
    assertEquals(List.of(), queue.commit());
    gate.recordReading(0);
    queue.put(begunWrite("ann"));
    queue.recordAll();
    queue.put(begunWrite("bob"));

    assertEquals(List.of(ObjectKey.user("ann"), ObjectKey.user("bob")), queue.commit());
    assertEquals(List.of(), queue.commit());
  }

  @Test
  void anOutcomeOfAChangedObjectIsDueAtOnce() {
    queue.put(begunWrite("ann"));
    assertFalse(queue.isDue());
    gate.recordReading(0);
    // In the state of this test, every planned change is outdated.
    queue.put(begunWrite("bob"));
    assertTrue(queue.isDue());

    queue.commit();

    assertFalse(queue.isDue());
  }

  @Test
  void aReferenceToANewAccountIsFound() {
    Write manager = begunWrite("manager");
    Write report = begunWrite("report", "manager");
    Write other = begunWrite("other", "stranger");
    assertFalse(queue.hasReferenceLinkedSince(report, queue.recordedGroups()));

    createdWrite(manager, "1");

    assertTrue(queue.hasReferenceLinkedSince(report, queue.recordedGroups()));
    assertFalse(queue.hasReferenceLinkedSince(other, queue.recordedGroups()));
    queue.commit();
    assertTrue(queue.hasReferenceLinkedSince(report, 0));
    assertFalse(queue.hasReferenceLinkedSince(report, queue.recordedGroups()));
  }

  private void createdWrite(Write write, String targetId) {
    Link link =
        new Link(
            write.key(),
            targetId,
            Origin.CREATED,
            JsonNodeFactory.instance.objectNode(),
            false,
            true,
            null);
    queue.add(
        write, new Outcome.Linked(link, List.of(), null), () -> reported.add(write.key().id()));
    queue.put(write);
  }

  private Write begunWrite(String id, String... named) {
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
