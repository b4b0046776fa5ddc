package org.entrazscaler.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.graph.ObjectKey.user;
import static org.entrazscaler.graph.ObjectType.GROUP;
import static org.entrazscaler.graph.ObjectType.USER;
import static org.entrazscaler.store.StateTrial.NOW;
import static org.entrazscaler.store.StateTrial.json;
import static org.entrazscaler.store.StateTrial.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import org.entrazscaler.cycle.CycleRecord;
import org.entrazscaler.cycle.CycleStore;
import org.entrazscaler.deadletter.ParkedCause;
import org.entrazscaler.deadletter.ParkedObject;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.journal.LogEntry;
import org.entrazscaler.journal.LogError;
import org.entrazscaler.journal.LogIdentity;
import org.entrazscaler.journal.LogQuery;
import org.entrazscaler.link.Intent;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.Origin;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.plan.PlanStore;
import org.entrazscaler.quarantine.Quarantine;
import org.entrazscaler.quarantine.QuarantineStore;
import org.entrazscaler.store.Facts;
import org.entrazscaler.store.StateContract;
import org.entrazscaler.store.StateTrial;
import org.entrazscaler.target.TargetStore;
import org.junit.jupiter.api.Test;

/** Planned changes, parked objects, log entries and cycles in the state. */
public interface RecordContract extends StateContract {

  private static ParkedObject parked(String id, String cause, Instant nextAttempt) {
    return new ParkedObject(
        user(id),
        id + "@example.com",
        "create",
        cause,
        "EntryConflict",
        "It exists already.",
        "Correct one of them.",
        "POST /Users\n{}",
        "409 conflict",
        NOW,
        1,
        nextAttempt,
        "7",
        false);
  }

  private static LogEntry entry(String id, String status, Instant at) {
    return new LogEntry(
        0,
        at,
        "7",
        "change-" + id,
        "create",
        status,
        user(id),
        new LogIdentity(id, id + "@Example.com", id + " Example"),
        new LogIdentity("t-" + id, "Target " + id, "Shown " + id),
        42,
        status.equals("failure")
            ? new LogError("EntryConflict", "HTTP status 409", LogError.NON_SERVICE, "Correct it.")
            : null,
        null,
        JsonNodeFactory.instance.arrayNode().add(json("{'displayName':'title'}")),
        JsonNodeFactory.instance.arrayNode());
  }

  private void park(String id, String cause, Instant nextAttempt) {
    trial()
        .state()
        .outcomes()
        .record(
            List.of(
                new Outcome.Parked(
                    parked(id, cause, nextAttempt),
                    trial().completion(user(id), true),
                    List.of(entry(id, "failure", NOW)))));
  }

  // --- the dead-letter list ----------------------------------------------------------------

  @Test
  default void parkedObjectIsStoredWithItsExplanation() {
    StateTrial trial = trial();
    trial.fullRound(USER, named("ann"));
    trial.state().plan().put(new StoredChange(user("ann"), 2, 1, "{}"));
    park("ann", "conflict", NOW.plusSeconds(60));
    trial.reopen();
    assertEquals(Set.of(), trial.pending(USER));
    assertTrue(trial.stored(user("ann")).inScope());
    assertEquals(0, trial.state().plan().count(USER));
    assertEquals(
        parked("ann", "conflict", NOW.plusSeconds(60)),
        trial.state().parked().find(user("ann")).orElseThrow());
    assertEquals(1, trial.state().parked().count());
    assertEquals(List.of("ann"), logged(new LogQuery(null, "failure", null, null)));
  }

  @Test
  default void objectParkedAgainForTheSameCauseIsNotReportedAgain() {
    StateTrial trial = trial();
    trial.fullRound(USER, named("ann"), named("bob"));
    String longCause = "conflict ".repeat(200);
    park("ann", longCause, NOW);
    park("bob", "domain", NOW);
    List<ParkedObject> news = trial.state().parked().unnotified();
    assertEquals(List.of("ann", "bob"), news.stream().map(o -> o.key().id()).toList());
    trial.state().parked().markNotified(news);
    assertEquals(List.of(), trial.state().parked().unnotified());
    park("ann", longCause, NOW);
    park("bob", "other", NOW);
    assertEquals(
        List.of("bob"),
        trial.state().parked().unnotified().stream().map(o -> o.key().id()).toList());
  }

  @Test
  default void objectWithAnotherCauseIsReported() {
    StateTrial trial = trial();
    trial.fullRound(USER, named("ann"));
    park("ann", "conflict", NOW);
    List<ParkedObject> news = trial.state().parked().unnotified();
    park("ann", "other", NOW);
    trial.state().parked().markNotified(news);
    assertEquals(1, trial.state().parked().unnotified().size());
  }

  @Test
  default void parkedObjectsAreRetriedWhenDue() {
    StateTrial trial = trial();
    trial.fullRound(USER, named("ann"), named("bob"));
    park("ann", "conflict", NOW.plusSeconds(60));
    park("bob", "conflict", NOW.plusSeconds(61));
    assertEquals(0, trial.state().parked().markDuePending(NOW.plusSeconds(59)));
    assertEquals(1, trial.state().parked().markDuePending(NOW.plusSeconds(60)));
    assertEquals(Set.of("ann"), trial.pending(USER));
    assertEquals(2, trial.state().parked().count(), "parked until it succeeds");
    trial.complete(user("ann"), true);
    assertEquals(1, trial.state().parked().count());
  }

  @Test
  default void causesAreCountedMostFrequentFirst() {
    StateTrial trial = trial();
    trial.fullRound(USER, named("ann"), named("bob"), named("eve"));
    park("ann", "domain", NOW.plusSeconds(60));
    park("bob", "conflict", NOW.plusSeconds(61));
    park("eve", "conflict", NOW.plusSeconds(59));
    assertEquals(
        List.of(
            new ParkedCause(
                "conflict",
                2,
                "EntryConflict",
                "It exists already.",
                "Correct one of them.",
                NOW.plusSeconds(59)),
            new ParkedCause(
                "domain",
                1,
                "EntryConflict",
                "It exists already.",
                "Correct one of them.",
                NOW.plusSeconds(60))),
        trial.state().parked().causes());
    assertEquals(
        List.of("bob"),
        trial.state().parked().findByCause("conflict", 1).stream().map(o -> o.key().id()).toList());
    assertEquals(2, trial.state().parked().findByCause("conflict", 9).size());
  }

  @Test
  default void quarantineIsStoredUntilItEndsAndItsEndUntilReported() {
    QuarantineStore store = trial().state().quarantine();
    Quarantine quarantine =
        new Quarantine(
            Quarantine.Reason.ENCOUNTERED_QUARANTINE_EXCEPTION,
            "ZSCALER",
            "Unauthorized",
            "Zscaler refuses the token.",
            NOW,
            7,
            1,
            NOW.plusSeconds(60),
            "Users",
            "mark",
            null);
    store.put(quarantine);
    trial().reopen();
    store = trial().state().quarantine();
    assertEquals(quarantine, store.find().orElseThrow());
    store.lift();
    assertThat(store.find()).isEmpty();
    assertThat(store.lifted()).as("its start was not reported").isEmpty();

    store.put(quarantine.reportedAt(NOW));
    store.lift();
    assertEquals(quarantine.reportedAt(NOW), store.lifted().orElseThrow());
    store.forgetLifted();
    assertThat(store.lifted()).isEmpty();
  }

  @Test
  default void parkedObjectsCanBeRetriedAtOnce() {
    StateTrial trial = trial();
    trial.fullRound(USER, named("ann"), named("bob"), named("eve"));
    for (String id : List.of("ann", "bob", "eve")) {
      park(id, "conflict", NOW.plusSeconds(60));
    }
    trial.state().parked().retry(user("ann"));
    assertEquals(Set.of("ann"), trial.pending(USER));
    trial.state().parked().retryAll();
    assertEquals(Set.of("ann", "bob", "eve"), trial.pending(USER));
    assertEquals(0, trial.state().parked().count());
  }

  @Test
  default void hostileTextsAreStored() {
    StateTrial trial = trial();
    trial.fullRound(USER, named("ann"));
    String text = "\u0000\ud83d\ude00ü\n\ud800".repeat(20_000);
    trial
        .state()
        .outcomes()
        .record(
            List.of(
                new Outcome.Parked(
                    new ParkedObject(
                        user("ann"),
                        text,
                        "create",
                        text,
                        text,
                        text,
                        "Advice",
                        text,
                        text,
                        NOW,
                        1,
                        NOW,
                        "7",
                        false),
                    trial.completion(user("ann"), true),
                    List.of(
                        new LogEntry(
                            0,
                            NOW,
                            "7",
                            "change",
                            "create",
                            "failure",
                            user("ann"),
                            new LogIdentity("ann", text, text),
                            new LogIdentity("t-ann", text, text),
                            1,
                            new LogError(text, text, LogError.SERVICE, text),
                            text,
                            JsonNodeFactory.instance.arrayNode().add(text),
                            JsonNodeFactory.instance.arrayNode())))));
    ParkedObject kept = trial.state().parked().find(user("ann")).orElseThrow();
    assertTrue(kept.reason().contains("ü") && kept.reason().length() > 1000);
    assertEquals(1, trial.state().parked().all().size());
    assertEquals(List.of("ann"), logged(new LogQuery(null, null, null, null)));
  }

  // --- outcomes -----------------------------------------------------------------------------

  @Test
  default void outcomeIsRecordedCompletelyOrNotAtAll() {
    StateTrial trial = trial();
    trial.fullRound(USER, named("ann"));
    LogEntry impossible = entry("x".repeat(500), "success", NOW);
    Link link =
        new Link(
            user("ann"),
            "t-ann",
            Origin.CREATED,
            JsonNodeFactory.instance.objectNode(),
            false,
            true,
            null);
    assertThrows(
        RuntimeException.class,
        () ->
            trial
                .state()
                .outcomes()
                .record(List.of(new Outcome.Linked(link, List.of(), impossible))));
    assertThat(trial.links().find(user("ann"))).isEmpty();
    Completion completion = trial.completion(user("ann"), true);
    assertThrows(
        RuntimeException.class,
        () ->
            trial
                .state()
                .outcomes()
                .record(List.of(new Outcome.Completed(completion, impossible))));
    assertEquals(Set.of("ann"), trial.pending(USER));
    assertThrows(
        RuntimeException.class,
        () ->
            trial
                .state()
                .outcomes()
                .record(
                    List.of(
                        new Outcome.Members("staff", List.of("t-ann"), List.of(), impossible))));
    assertEquals(0, trial.writtenMembers().count("staff"));
    assertEquals(List.of(), logged(new LogQuery(null, null, null, null)));
  }

  @Test
  default void listOfOutcomesIsRecordedCompletelyOrNotAtAll() {
    StateTrial trial = trial();
    trial.fullRound(USER, named("ann"), named("bob"));
    trial.state().plan().put(new StoredChange(user("ann"), 2, 1, "{}"));
    trial.links().recordIntents(List.of(new Intent(user("ann"), "create")));
    Link link =
        new Link(
            user("ann"),
            "t-ann",
            Origin.CREATED,
            JsonNodeFactory.instance.objectNode(),
            false,
            true,
            null);
    List<Outcome> outcomes =
        List.of(
            new Outcome.Linked(link, List.of(), entry("ann", "success", NOW)),
            new Outcome.Completed(trial.completion(user("ann"), true), null),
            // Recorded by its own statements, after the earlier outcome.
            new Outcome.Members("staff", List.of("t-ann"), List.of(), null),
            new Outcome.Completed(
                trial.completion(user("bob"), true), entry("x".repeat(500), "success", NOW)));
    assertThrows(RuntimeException.class, () -> trial.state().outcomes().record(outcomes));
    assertEquals("create", trial.links().find(user("ann")).orElseThrow().intent());
    assertEquals(Set.of(), trial.pending(GROUP));
    assertTrue(trial.state().plan().isDue(user("ann")));
    assertEquals(0, trial.writtenMembers().count("staff"));
    assertEquals(List.of(), logged(new LogQuery(null, null, null, null)));

    trial.state().outcomes().record(outcomes.subList(0, 3));
    assertNull(trial.links().find(user("ann")).orElseThrow().intent());
    assertEquals(Set.of("bob"), trial.pending(USER));
    assertFalse(trial.state().plan().isDue(user("ann")));
    assertEquals(List.of("ann"), logged(new LogQuery(null, null, null, null)));
  }

  @Test
  default void lostTargetObjectIsMatchedAgain() {
    StateTrial trial = trial();
    trial.fullRound(USER, named("ann"));
    trial.link(user("ann"), "t-ann");
    trial.complete(user("ann"), true);
    trial.state().plan().put(new StoredChange(user("ann"), 1, 1, "{}"));
    trial
        .state()
        .outcomes()
        .record(List.of(new Outcome.Lost(user("ann"), null, entry("ann", "failure", NOW))));
    assertThat(trial.links().find(user("ann"))).isEmpty();
    assertEquals(Set.of("ann"), trial.pending(USER));
    assertEquals(0, trial.state().plan().count(USER));
  }

  // --- the plan -----------------------------------------------------------------------------

  @Test
  default void heldChangeStaysPlanned() {
    PlanStore plan = trial().state().plan();
    assertThat(plan.plannedVersion(user("ann"))).isEmpty();
    plan.put(new StoredChange(user("ann"), 1, 7, "{}"));
    plan.hold(user("ann"));
    assertThat(plan.find(user("ann"))).as("not in this cycle").isEmpty();
    assertEquals(7, plan.plannedVersion(user("ann")).orElseThrow());
  }

  @Test
  default void removalsComeFirst() {
    StateTrial trial = trial();
    List<String> expected = new ArrayList<>();
    for (int urgency = 0; urgency < 3; urgency++) {
      for (int number = 0; number < 400; number++) {
        expected.add("%03d-%d".formatted(number, urgency));
      }
    }
    for (int number = 399; number >= 0; number--) {
      for (int urgency = 2; urgency >= 0; urgency--) {
        String id = "%03d-%d".formatted(number, urgency);
        trial.state().plan().put(new StoredChange(user(id), urgency, number, "{}"));
      }
    }
    trial.state().plan().put(new StoredChange(ObjectKey.group("other"), 0, 1, "{}"));
    List<String> order = new ArrayList<>();
    Iterator<StoredChange> changes = trial.state().plan().inOrder(USER);
    while (changes.hasNext()) {
      StoredChange change = changes.next();
      order.add(change.key().id());
      trial.state().outcomes().record(List.of(new Outcome.Completed(planned(change.key()), null)));
    }
    assertEquals(expected, order);
    assertEquals(0, trial.state().plan().count(USER));
    assertEquals(1, trial.state().plan().count(GROUP));
    trial.state().plan().clear();
    assertEquals(0, trial.state().plan().count(GROUP));
  }

  @Test
  default void changeOfAWindowIsNotWrittenOneByOne() {
    StateTrial trial = trial();
    PlanStore plan = trial.state().plan();
    plan.putAll(
        List.of(
            new StoredChange(user("disabled"), StoredChange.URGENCY_REMOVAL, 1, "{}"),
            new StoredChange(user("changed"), StoredChange.URGENCY_UPDATE, 2, "{}"),
            new StoredChange(user("renamed"), StoredChange.URGENCY_UPDATE, 3, "{}", "new name"),
            new StoredChange(user("created"), StoredChange.URGENCY_CREATION, 4, "{}", "its name")));
    assertEquals(List.of("disabled", "renamed"), ids(plan.oneByOne(USER)));
    assertEquals(List.of("changed", "created"), ids(plan.inWindows(USER)));
  }

  private static List<String> ids(Iterator<StoredChange> changes) {
    List<String> ids = new ArrayList<>();
    changes.forEachRemaining(change -> ids.add(change.key().id()));
    return ids;
  }

  private static Completion planned(ObjectKey key) {
    return new Completion(key, 1, true, true, Set.of());
  }

  @Test
  default void laterPlanReplacesTheEarlierOne() {
    StateTrial trial = trial();
    trial.state().plan().put(new StoredChange(user("ann"), 2, 1, "{\"first\":1}"));
    StoredChange second = new StoredChange(user("ann"), 0, 2, "{\"second\":1}");
    trial.state().plan().put(second);
    assertEquals(second, trial.state().plan().inOrder(USER).next());
    assertEquals(1, trial.state().plan().count(USER));
  }

  // --- the provisioning log -----------------------------------------------------------------

  private List<String> logged(LogQuery query) {
    List<String> ids = new ArrayList<>();
    trial().state().log().read(query, entry -> ids.add(entry.key().id()));
    return ids;
  }

  @Test
  default void logIsFiltered() {
    StateTrial trial = trial();
    trial.state().log().add(entry("ann", "success", NOW));
    trial.state().log().add(entry("bob", "failure", NOW.plusSeconds(10)));
    trial.reopen();
    trial.state().log().add(entry("Ümit", "success", NOW.plusSeconds(20)));
    assertEquals(List.of("ann", "bob", "Ümit"), logged(new LogQuery(null, null, null, null)));
    assertEquals(
        List.of("bob", "Ümit"), logged(new LogQuery(NOW.plusSeconds(10), null, null, null)));
    assertEquals(List.of("bob"), logged(new LogQuery(null, "failure", null, null)));
    assertEquals(List.of("ann"), logged(new LogQuery(null, null, "ann", null)));
    assertEquals(List.of("ann"), logged(new LogQuery(null, null, "ANN@example.com", null)));
    assertEquals(List.of("ann"), logged(new LogQuery(null, null, "t-ann", null)));
    assertEquals(List.of("Ümit"), logged(new LogQuery(null, null, "target Ümit", null)));
    assertEquals(List.of(), logged(new LogQuery(null, null, "nobody", null)));
    assertEquals(3, logged(new LogQuery(null, null, null, "7")).size());
    assertEquals(List.of(), logged(new LogQuery(null, null, null, "8")));
    List<LogEntry> whole = new ArrayList<>();
    trial.state().log().read(new LogQuery(null, null, "ann", null), whole::add);
    assertEquals(List.of(entry("ann", "success", NOW).withId(1)), whole);
    whole.clear();
    trial.state().log().read(new LogQuery(null, null, "BOB example", null), whole::add);
    trial.state().log().read(new LogQuery(null, null, "shown bob", null), whole::add);
    LogEntry failed = entry("bob", "failure", NOW.plusSeconds(10)).withId(2);
    assertEquals(List.of(failed, failed), whole);
    assertTrue(trial.state().log().has(new LogQuery(null, "failure", "bob", "7")));
    assertFalse(trial.state().log().has(new LogQuery(null, "skipped", "bob", "7")));
  }

  @Test
  default void logCanBeWrittenWhileItIsRead() {
    StateTrial trial = trial();
    trial.state().log().add(entry("ann", "success", NOW));
    List<String> read = new ArrayList<>();
    trial
        .state()
        .log()
        .read(
            new LogQuery(null, null, "ann", null),
            entry -> {
              CompletableFuture.runAsync(
                      () -> trial.state().log().add(entry("bob", "success", NOW)))
                  .join();
              read.add(entry.key().id());
            });
    assertEquals(List.of("ann"), read);
    assertEquals(List.of("ann", "bob"), logged(new LogQuery(null, null, null, null)));
  }

  @Test
  default void oldEntriesAreDeleted() {
    StateTrial trial = trial();
    trial.state().log().add(entry("ann", "success", NOW.minus(Duration.ofDays(91))));
    trial.state().log().add(entry("bob", "success", NOW.minus(Duration.ofDays(89))));
    trial.state().log().prune(NOW.minus(Duration.ofDays(90)));
    assertEquals(List.of("bob"), logged(new LogQuery(null, null, null, null)));
  }

  @Test
  default void hoursAtTheEndOfSummerTimeAreDistinct() {
    TimeZone zone = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
    try {
      StateTrial trial = trial();
      Instant summer = Instant.parse("2026-10-25T00:30:00Z");
      Instant winter = Instant.parse("2026-10-25T01:30:00Z");
      trial.state().log().add(entry("ann", "success", summer));
      trial.state().log().add(entry("bob", "success", winter));
      List<Instant> times = new ArrayList<>();
      trial
          .state()
          .log()
          .read(new LogQuery(null, null, null, null), entry -> times.add(entry.at()));
      assertEquals(List.of(summer, winter), times);
      assertEquals(List.of("bob"), logged(new LogQuery(winter, null, null, null)));
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  // --- cycles and facts ---------------------------------------------------------------------

  @Test
  default void cyclesAreCountedAndStored() {
    StateTrial trial = trial();
    CycleStore cycles = trial.state().cycles();
    assertThat(cycles.last()).isEmpty();
    long first = cycles.begin("initial", NOW);
    assertEquals(CycleRecord.RUNNING, cycles.last().orElseThrow().result());
    assertNull(cycles.last().orElseThrow().ended());
    cycles.end(
        first,
        NOW.plusSeconds(5),
        CycleRecord.SUCCESS,
        null,
        json("{'create':3}"),
        json("{'zscaler':4}"));
    assertEquals(
        new CycleRecord(
            first,
            "initial",
            NOW,
            NOW.plusSeconds(5),
            CycleRecord.SUCCESS,
            null,
            json("{'create':3}"),
            json("{'zscaler':4}")),
        cycles.last().orElseThrow());
    long second = cycles.begin("incremental", NOW);
    assertThat(second).isGreaterThan(first);
    trial.reopen();
    trial.state().cycles().endAbandoned();
    CycleRecord abandoned = trial.state().cycles().last().orElseThrow();
    assertEquals(CycleRecord.FAILED, abandoned.result());
    assertEquals(second, abandoned.id());
  }

  @Test
  default void factsAreStoredInTheState() {
    StateTrial trial = trial();
    trial.state().facts().put(Facts.IN_FORCE, "one");
    trial.state().facts().put(Facts.IN_FORCE, "two");
    trial.reopen();
    assertEquals("two", trial.state().facts().get(Facts.IN_FORCE).orElseThrow());
    trial.state().facts().remove(Facts.IN_FORCE);
    assertThat(trial.state().facts().get(Facts.IN_FORCE)).isEmpty();
  }

  // --- target copy --------------------------------------------------------------------------

  @Test
  default void targetCopyIsQueriedByMatchingValues() {
    TargetStore target = trial().state().target();
    assertTrue(
        target.add(
            USER,
            "t-ann",
            json("{'id':'t-ann','userName':'Ann@example.com'}"),
            Map.of("userName", "Ann@example.com", "externalId", "ann"),
            Set.of("t-staff", "t-club")));
    assertTrue(target.add(USER, "t-bob", json("{'id':'t-bob'}"), Map.of(), Set.of("t-staff")));
    assertFalse(target.add(USER, "t-ann", json("{'id':'t-ann'}"), Map.of(), Set.of()));
    assertEquals(
        List.of(json("{'id':'t-ann','userName':'Ann@example.com'}")),
        target.find(USER, "userName", "aNN@example.com"));
    assertEquals(1, target.find(USER, "externalId", "ann").size());
    assertEquals(List.of(), target.find(GROUP, "userName", "ann@example.com"));
    assertEquals(Set.of("t-ann", "t-bob"), Set.copyOf(target.members("t-staff")));
    target.forget(USER, "t-bob");
    assertEquals(List.of("t-ann"), target.members("t-staff"), "who is gone is in no group");
    assertThat(target.find(USER, "t-bob")).isEmpty();
    target.clear();
    assertEquals(List.of(), target.find(USER, "userName", "ann@example.com"));
    assertEquals(List.of(), target.members("t-staff"));
  }

  /** Changes an attribute of an account. */
  private static void write(TargetStore target, String id, String path, String value) {
    target.write(
        USER,
        id,
        copy -> (copy == null ? json("{'id':'new'}") : copy).put(path, value),
        resource ->
            resource.hasNonNull("userName")
                ? Map.of("userName", resource.get("userName").asText())
                : Map.of());
  }

  @Test
  default void writeIsVisibleToEveryQueryOfTheTargetCopy() {
    TargetStore target = trial().state().target();
    target.add(
        USER,
        "t-ann",
        json("{'id':'t-ann','userName':'ann@example.com'}"),
        Map.of("userName", "ann@example.com"),
        Set.of("t-staff"));
    write(target, "t-ann", "userName", "ann.lee@example.com");
    write(target, "t-ann", "title", "Clerk");
    assertEquals(List.of(), target.find(USER, "userName", "ann@example.com"));
    assertEquals(
        List.of(json("{'id':'t-ann','userName':'ann.lee@example.com','title':'Clerk'}")),
        target.find(USER, "userName", "ann.lee@example.com"));
    assertEquals(List.of("t-ann"), target.members("t-staff"), "its memberships stay");
    write(target, "t-bob", "userName", "bob@example.com");
    assertEquals(
        json("{'id':'new','userName':'bob@example.com'}"),
        target.find(USER, "t-bob").orElseThrow());
    write(target, "t-eve", "userName", "eve@example.com");
    assertEquals(3, target.unlinked(USER).size());
    write(target, "t-cid", "userName", "cid@example.com");
    target.forget(USER, "t-cid");
    assertThat(target.find(USER, "t-cid")).isEmpty();
    write(target, "t-dan", "userName", "dan@example.com");
    assertFalse(target.add(USER, "t-dan", json("{'id':'t-dan'}"), Map.of(), Set.of()));
    write(target, "t-fay", "userName", "fay@example.com");
    List<String> unlinked = new ArrayList<>();
    trial()
        .state()
        .accounts()
        .unlinked(USER)
        .forEachRemaining(resource -> unlinked.add(resource.path("userName").asText()));
    assertEquals(5, unlinked.size(), unlinked.toString());
    write(target, "t-gus", "userName", "gus@example.com");
    target.clear();
    assertThat(target.find(USER, "t-gus")).isEmpty();
  }

  @Test
  default void writesOfManyObjectsAreInTheTargetCopy() {
    TargetStore target = trial().state().target();
    for (int number = 0; number < 450; number++) {
      write(target, "t-" + number, "userName", "user" + number + "@example.com");
    }
    assertEquals(450, target.unlinked(USER).size());
    assertEquals(1, target.find(USER, "userName", "user7@example.com").size());
  }

  @Test
  default void matchingValuesOfAnyLengthAreStored() {
    TargetStore target = trial().state().target();
    String name = "漢字\u0000".repeat(2000);
    target.add(GROUP, "t-1", json("{'id':'t-1'}"), Map.of("displayName", name), Set.of());
    target.add(GROUP, "t-2", json("{'id':'t-2'}"), Map.of("displayName", name + "x"), Set.of());
    assertEquals(List.of(json("{'id':'t-1'}")), target.find(GROUP, "displayName", name));
    assertEquals(1, target.find(GROUP, "displayName", name.toUpperCase(Locale.ROOT)).size());
  }
}
