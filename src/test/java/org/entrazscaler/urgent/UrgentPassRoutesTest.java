package org.entrazscaler.urgent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.apache.camel.Body;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Registry;
import org.entrazscaler.entra.GatheredChanges;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.program.RouteTestSupport;
import org.entrazscaler.source.Presence;
import org.entrazscaler.source.StoredObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes of {@code urgent-pass.camel.yaml}, and their locks. */
class UrgentPassRoutesTest extends RouteTestSupport {

  private static final ObjectKey GROUP = ObjectKey.group("staff");

  private boolean possible = true;
  private @Nullable ObjectKey locked = GROUP;
  private @Nullable StoredChange planned;
  private final List<StoredChange> removals = new ArrayList<>();
  private int chunks;

  UrgentPassRoutesTest() {
    super("locks", "urgent-pass");
  }

  private static StoredChange change(ObjectKey key, int urgency) {
    return new StoredChange(key, urgency, 1, "{}");
  }

  private static StoredObject object() {
    return new StoredObject(
        GROUP, JsonNodeFactory.instance.objectNode(), true, Presence.PRESENT, true, 1);
  }

  /** Stands for {@link UrgentPassSteps}. */
  public final class UrgentPassStub {

    /** Whether the test allows an urgent pass. */
    public boolean begin() {
      note("begin");
      return possible;
    }

    /** Nothing is gathered yet. */
    public GatheredChanges gather() {
      return new GatheredChanges();
    }

    /** Noted. */
    public void storeGathered(@Variable("gathered") GatheredChanges gathered) {
      note("store");
    }

    /** Noted with the reason. */
    public void logFailure(@ExchangeException Exception exception) {
      note("failed " + exception.getMessage());
    }

    /** Noted. */
    public void end() {
      note("end");
    }
  }

  /** Stands for {@link UrgentRemovals}. */
  public final class UrgentRemovalsStub {

    /** The removals of the test. */
    public Iterator<StoredChange> users() {
      return List.copyOf(removals).iterator();
    }

    /** The removals of the test. */
    public Iterator<StoredChange> groups() {
      return List.copyOf(removals).iterator();
    }

    /** The current version; only noted. */
    public @Nullable StoredObject object(@Variable("lockedObject") ObjectKey key) {
      note("object " + key.id());
      return null;
    }

    /** What the test has planned. */
    public @Nullable StoredChange plannedChange(ObjectKey key) {
      return planned;
    }
  }

  /** Stands for {@link org.entrazscaler.write.LockSteps}. */
  public final class LockStub {

    /** The object that the test allows to be locked. */
    public @Nullable ObjectKey lockForRemovals(@Body StoredChange change) {
      return locked;
    }

    /** The object that the test allows to be locked. */
    public @Nullable ObjectKey lockForComparison(@Body StoredObject object) {
      return locked;
    }

    /** The object that the test allows to be locked. */
    public @Nullable ObjectKey lockForWrite(@Body StoredChange change) {
      return locked;
    }

    /** Noted. */
    public @Nullable Write loadWrite(@Body StoredChange change) {
      note("read " + change.key().id());
      return null;
    }

    /** Noted with the unlocked object. */
    public void unlock(@Variable("lockedObject") ObjectKey key) {
      note("unlock " + key.id());
    }
  }

  /** Stands for {@link org.entrazscaler.write.WriteSteps}. */
  public final class WriteStub {

    /** Noted. */
    public void begin() {
      note("begin writing");
    }
  }

  /** Stands for {@link org.entrazscaler.write.MemberSteps}. */
  public final class MemberStub {

    /** As many chunks as the test sets. */
    public boolean hasMembersToRemove() {
      return chunks-- > 0;
    }
  }

  @Override
  public String outside() {
    return "direct:((read-(assignments|entra|from).*)|plan-.*|check-removal-limits|write-change|record-outcomes"
        + "|attempt-members|compare-locked)";
  }

  @Override
  protected void bindToRegistry(Registry registry) {
    registry.bind("urgentWriters", ForkJoinPool.commonPool());
    registry.bind("urgentPassSteps", new UrgentPassStub());
    registry.bind("urgentRemovals", new UrgentRemovalsStub());
    registry.bind("lockSteps", new LockStub());
    registry.bind("memberSteps", new MemberStub());
    registry.bind("writeSteps", new WriteStub());
  }

  @Test
  void nothingIsDoneIfTheUrgentPassIsNotAllowed() {
    possible = false;

    template().sendBody("direct:run-urgent-pass", "");

    assertEquals(List.of("begin"), taken());
  }

  @Test
  void everythingIsReadBeforeItIsStoredAndRemovalsArePlannedBeforeEachWriting() {
    follow("read-assignments", "read-entra-groups", "read-entra-users", "plan-removals");

    template().sendBody("direct:run-urgent-pass", "");

    assertEquals(
        List.of(
            "begin",
            "read-assignments",
            "read-entra-groups",
            "read-entra-users",
            "store",
            "plan-removals",
            "plan-removals",
            "end"),
        taken());
  }

  /** While one account is being disabled, a writer of the cycle creates the other one. */
  @Test
  void aLeaverIsWrittenByThePassThatHasPlannedTheRemoval() {
    StoredChange leaver = change(ObjectKey.user("leaver"), 0);
    StoredChange createdSince = change(ObjectKey.user("created since"), 0);
    List<StoredChange> linked = new ArrayList<>(List.of(leaver));
    List<StoredChange> written = new ArrayList<>();
    getMockEndpoint("mock:direct:plan-removals")
        .whenAnyExchangeReceived(
            exchange -> {
              removals.addAll(linked);
              linked.clear();
            });
    getMockEndpoint("mock:direct:write-change")
        .whenAnyExchangeReceived(
            exchange -> {
              StoredChange change = exchange.getMessage().getBody(StoredChange.class);
              removals.remove(change);
              written.add(change);
              if (change.equals(leaver)) {
                linked.add(createdSince);
              }
            });

    template().sendBody("direct:run-urgent-pass", "");

    assertEquals(List.of(leaver, createdSince), written);
    assertEquals(List.of(), removals);
  }

  @ParameterizedTest
  @ValueSource(strings = {"read-entra-users", "plan-removals"})
  void aFailureIsLoggedAndTheUrgentPassEnds(String route) {
    fail("direct:" + route, new IllegalStateException("broken"));

    template().sendBody("direct:run-urgent-pass", "");

    assertEquals(
        List.of("failed broken", "end"), taken().subList(taken().size() - 2, taken().size()));
  }

  @Test
  void aFailedReadingLeavesNothingGathered() {
    fail("direct:read-entra-users", new IllegalStateException("broken"));

    Exchange exchange = template().request("direct:read-beside-cycle", asked -> {});

    assertEquals("broken", exchange.getException().getMessage());
    assertNull(exchange.getVariable("gathered"));
    assertEquals(List.of(), taken());
  }

  @ParameterizedTest
  @CsvSource({"0, write-change", "5, attempt-members"})
  void onlyARemovedGroupIsWrittenAsAWhole(int urgency, String route) throws Exception {
    removals.add(change(GROUP, urgency));
    chunks = 1;
    MockEndpoint written = getMockEndpoint("mock:direct:" + route);
    written.expectedMessageCount(1);

    template().sendBody("direct:write-urgent-groups", "");

    written.assertIsSatisfied();
  }

  @Test
  void leaversAreRemovedInChunksWhileTheGroupIsLocked() {
    chunks = 2;
    follow("attempt-members");

    template().sendBody("direct:write-removals", change(GROUP, 5));

    assertEquals(
        List.of(
            "read staff", "begin writing", "attempt-members", "attempt-members", "unlock staff"),
        taken());
  }

  @Test
  void anObjectLockedByAnotherThreadIsSkippedAndNotUnlocked() {
    locked = null;

    template().sendBody("direct:write-removals", change(GROUP, 5));
    template().sendBody("direct:compare-object", object());

    assertEquals(List.of(), taken());
  }

  @Test
  void theObjectIsUnlockedIfTheWorkFails() {
    fail("direct:compare-locked", new IllegalStateException("broken"));

    assertThrows(
        CamelExecutionException.class,
        () -> template().sendBody("direct:compare-object", object()));

    assertEquals(List.of("unlock staff"), taken());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aChangedObjectIsPlannedAndCheckedBeforeItIsWritten(boolean user) {
    ObjectKey key = user ? ObjectKey.user("ann") : GROUP;
    planned = change(key, 0);
    follow("plan-object", "check-removal-limits", "write-change");

    template()
        .send("direct:replan-after-write", exchange -> exchange.setVariable("lockedObject", key));

    assertEquals(
        List.of("object " + key.id(), "plan-object", "check-removal-limits", "write-change"),
        taken());
  }

  @Test
  void anObjectThatNeedsNoChangeIsNotWrittenAgain() {
    follow("check-removal-limits", "write-change");

    template()
        .send("direct:replan-after-write", exchange -> exchange.setVariable("lockedObject", GROUP));

    assertEquals(List.of("object staff", "check-removal-limits"), taken());
  }
}
