package org.entrazscaler.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.graph.ObjectKey.group;
import static org.entrazscaler.graph.ObjectKey.user;
import static org.entrazscaler.graph.ObjectType.GROUP;
import static org.entrazscaler.graph.ObjectType.USER;
import static org.entrazscaler.store.StateTrial.assigned;
import static org.entrazscaler.store.StateTrial.json;
import static org.entrazscaler.store.StateTrial.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.Removal;
import org.entrazscaler.outcome.Completion;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.store.StateContract;
import org.entrazscaler.store.StateTrial;
import org.junit.jupiter.api.Test;

/** Storing the pages of delta queries (Graph documentation, "Use delta query"). */
public interface SourceContract extends StateContract {

  @Test
  default void aPageMovesTheWatermarkAndStoresItsChanges() {
    StateTrial trial = trial();
    assertThat(trial.sourceUpdater().watermark(USER)).isEmpty();
    trial.sourceUpdater().beginFullRound(USER, "first");
    trial.page(USER, "second", named("ann"));
    trial.reopen();
    Watermark underWay = trial.sourceUpdater().watermark(USER).orElseThrow();
    assertEquals("second", underWay.nextLink());
    assertNull(underWay.deltaLink());
    assertTrue(underWay.fullRound());
    assertEquals(StateTrial.NOW, underWay.moved());
    assertEquals(Set.of("ann"), trial.pending(USER));

    trial.lastPage(USER, named("bob"));
    Watermark ended = trial.sourceUpdater().watermark(USER).orElseThrow();
    assertNull(ended.nextLink());
    assertEquals("delta-USER", ended.deltaLink());
    assertEquals(Set.of("ann", "bob"), trial.pending(USER));
  }

  @Test
  default void aPageThatCannotBeStoredChangesNothing() {
    StateTrial trial = trial();
    trial.sourceUpdater().beginFullRound(USER, "first");
    DirectoryChange impossible = named("x".repeat(300));
    try {
      trial.page(USER, "second", named("ann"), impossible);
      throw new AssertionError("An id of 300 characters was taken in");
    } catch (RuntimeException expected) {
      assertEquals("first", trial.sourceUpdater().watermark(USER).orElseThrow().nextLink());
      assertEquals(Set.of(), trial.pending(USER));
    }
  }

  @Test
  default void anEmptyPageOnlyMovesTheWatermark() {
    StateTrial trial = trial();
    trial.fullRound(USER);
    trial.sourceUpdater().beginDeltaRound(USER);
    Watermark before = trial.sourceUpdater().watermark(USER).orElseThrow();
    assertEquals("delta-USER", before.nextLink());
    assertFalse(before.fullRound());
    trial.page(USER, "more");
    assertEquals("more", trial.sourceUpdater().watermark(USER).orElseThrow().nextLink());
    assertEquals("delta-USER", trial.sourceUpdater().watermark(USER).orElseThrow().deltaLink());
  }

  @Test
  default void aReplayedChangeIsNoChange() {
    StateTrial trial = trial();
    DirectoryChange ann = named("ann");
    trial.assign(assigned(ann));
    trial.fullRound(USER, ann);
    trial.completeAll();
    trial.deltaRound(USER, ann, ann);
    assertEquals(Set.of(), trial.pending(USER));
  }

  @Test
  default void aMinimalChangeSetIsMergedAndNullClears() {
    StateTrial trial = trial();
    DirectoryChange ann = named("ann");
    trial.assign(assigned(ann));
    trial.fullRound(USER, ann);
    trial.completeAll();
    trial.deltaRound(USER, StateTrial.user("ann", "{'department':null,'jobTitle':'Clerk'}"));
    assertEquals(
        json("{'userPrincipalName':'ann@example.com','accountEnabled':true,'jobTitle':'Clerk'}"),
        trial.properties(user("ann")));
    assertTrue(trial.stored(user("ann")).complete());
    assertEquals(Set.of("ann"), trial.pending(USER));
  }

  @Test
  default void anObjectOnSeveralPagesOfAFullRoundIsPutTogether() {
    StateTrial trial = trial();
    trial.assign(assigned(StateTrial.group("staff")));
    trial.sourceUpdater().beginFullRound(GROUP, "first");
    trial.page(GROUP, "second", StateTrial.group("staff", "ann"));
    trial.page(GROUP, "third", StateTrial.groupWith("staff", "{}", "bob"));
    trial.lastPage(GROUP, StateTrial.groupWith("staff", "{}", "eve"));
    assertEquals("staff", trial.properties(group("staff")).path("displayName").asText());
    for (String member : List.of("ann", "bob", "eve")) {
      assertTrue(trial.entitlement().isEntitled(user(member)), member);
    }
  }

  @Test
  default void aFullRoundDeletesValuesAndMembershipsThatItDoesNotReturn() {
    StateTrial trial = trial();
    DirectoryChange staff = StateTrial.group("staff", "ann", "bob");
    trial.assign(assigned(staff));
    trial.fullRound(GROUP, staff);
    trial.fullRound(USER, StateTrial.user("ann", "{'jobTitle':'Clerk'}"), named("bob"));
    trial.completeAll();
    trial.fullRound(GROUP, StateTrial.group("staff", "bob"));
    assertEquals(Set.of("ann"), trial.pending(USER), "who is a member no longer is looked at");
    trial.fullRound(USER, StateTrial.user("ann", "{'department':'Sales'}"), named("bob"));
    assertFalse(trial.entitlement().isEntitled(user("ann")));
    assertTrue(trial.entitlement().isEntitled(user("bob")));
    assertEquals(json("{'department':'Sales'}"), trial.properties(user("ann")));
  }

  @Test
  default void aFullRoundMakesEverythingPending() {
    StateTrial trial = trial();
    trial.fullRound(USER, named("ann"), named("bob"));
    trial.completeAll();
    trial.fullRound(USER, named("ann"), named("bob"));
    assertEquals(Set.of("ann", "bob"), trial.pending(USER));
  }

  @Test
  default void whatAFullRoundDoesNotBringHasVanishedOnceItsLastPageIsIn() {
    StateTrial trial = trial();
    trial.fullRound(USER, named("ann"), named("bob"));
    trial.completeAll();
    trial.sourceUpdater().beginFullRound(USER, "first");
    trial.page(USER, "second", named("ann"));
    assertEquals(Presence.PRESENT, trial.stored(user("bob")).presence());
    trial.reopen();
    trial.lastPage(USER);
    assertEquals(Presence.VANISHED, trial.stored(user("bob")).presence());
    assertEquals(Set.of("ann", "bob"), trial.pending(USER));
  }

  @Test
  default void theRoundOfOneTypeDoesNotAffectTheOther() {
    StateTrial trial = trial();
    trial.fullRound(GROUP, StateTrial.group("staff"));
    trial.fullRound(USER, named("ann"));
    trial.fullRound(USER, named("ann"));
    assertEquals(Presence.PRESENT, trial.stored(group("staff")).presence());
  }

  @Test
  default void softDeletedThenRestored() {
    StateTrial trial = trial();
    DirectoryChange ann = named("ann");
    trial.assign(assigned(ann));
    trial.fullRound(USER, ann);
    trial.completeAll();
    trial.deltaRound(USER, StateTrial.removed(USER, "ann", Removal.CHANGED));
    assertEquals(Presence.SOFT_DELETED, trial.stored(user("ann")).presence());
    assertEquals(Set.of("ann"), trial.pending(USER));
    trial.completeAll();
    trial.deltaRound(USER, StateTrial.removed(USER, "ann", Removal.CHANGED));
    assertEquals(Set.of(), trial.pending(USER), "a replay");

    trial.deltaRound(USER, ann);
    assertEquals(Presence.PRESENT, trial.stored(user("ann")).presence());
    assertEquals(Set.of("ann"), trial.pending(USER));
  }

  @Test
  default void aPurgedUserIsDeletedWithItsMemberships() {
    StateTrial trial = trial();
    DirectoryChange staff = StateTrial.group("staff", "ann");
    trial.assign(assigned(staff));
    trial.fullRound(GROUP, staff);
    trial.fullRound(USER, named("ann"));
    trial.completeAll();
    trial.deltaRound(USER, StateTrial.removed(USER, "ann", Removal.DELETED));
    assertEquals(Presence.DELETED, trial.stored(user("ann")).presence());
    trial.completeAll();
    assertThat(trial.source().find(user("ann"))).isEmpty();
    assertFalse(trial.entitlement().isEntitled(user("ann")));
  }

  @Test
  default void aPermanentDeletionStaysWhenAnOlderChangeIsReplayed() {
    StateTrial trial = trial();
    trial.fullRound(USER, named("ann"));
    trial.deltaRound(
        USER,
        StateTrial.removed(USER, "ann", Removal.DELETED),
        StateTrial.removed(USER, "ann", Removal.CHANGED));
    assertEquals(Presence.DELETED, trial.stored(user("ann")).presence());
  }

  @Test
  default void theLastChangeOfAnObjectInAPageCounts() {
    StateTrial trial = trial();
    DirectoryChange ann = named("ann");
    trial.assign(assigned(ann), assigned(named("bob")));
    trial.fullRound(
        USER,
        ann,
        StateTrial.user("ann", "{'department':null,'jobTitle':'Clerk'}"),
        StateTrial.user("ann", "{'jobTitle':'Chief'}"),
        named("bob"),
        StateTrial.removed(USER, "bob", Removal.CHANGED));
    assertEquals(
        json("{'userPrincipalName':'ann@example.com','accountEnabled':true,'jobTitle':'Chief'}"),
        trial.properties(user("ann")));
    assertTrue(trial.stored(user("ann")).complete());
    assertEquals(Presence.SOFT_DELETED, trial.stored(user("bob")).presence());
    assertEquals(Set.of("ann", "bob"), trial.pending(USER));
    trial.completeAll();
    trial.deltaRound(
        USER,
        StateTrial.user("ann", "{'jobTitle':'Clerk'}"),
        StateTrial.user("ann", "{'jobTitle':'Chief'}"),
        StateTrial.user("bob", "{'department':'Sales'}"));
    assertEquals("Chief", trial.properties(user("ann")).path("jobTitle").asText());
    assertEquals(Presence.PRESENT, trial.stored(user("bob")).presence());
    assertEquals(Set.of("ann", "bob"), trial.pending(USER), "both have changed on the way");
  }

  @Test
  default void aDeletionThatTheSamePageRevertsIsARestoration() {
    StateTrial trial = trial();
    DirectoryChange staff = StateTrial.group("staff", "ann");
    trial.assign(assigned(staff));
    trial.fullRound(GROUP, staff);
    trial.fullRound(USER, named("ann"), named("bob"));
    trial.completeAll();
    trial.deltaRound(
        USER,
        StateTrial.removed(USER, "ann", Removal.CHANGED),
        named("ann"),
        StateTrial.removed(USER, "eve", Removal.DELETED),
        named("eve"));
    assertEquals(Presence.PRESENT, trial.stored(user("ann")).presence());
    assertEquals(Presence.PRESENT, trial.stored(user("eve")).presence());
    assertEquals(Set.of("ann", "eve"), trial.pending(USER));
    assertEquals(Set.of("staff"), trial.pending(GROUP), "the group of the restored user");
    trial.completeAll();
    trial.deltaRound(
        GROUP,
        StateTrial.removed(GROUP, "staff", Removal.CHANGED),
        StateTrial.groupWith("staff", "{}", "bob"));
    assertEquals(Presence.PRESENT, trial.stored(group("staff")).presence());
    assertEquals(Set.of("ann", "bob"), trial.pending(USER));
    assertTrue(trial.entitlement().isEntitled(user("bob")));
  }

  @Test
  default void membersOfSeveralEntriesOfAPageAreAppliedInOrder() {
    StateTrial trial = trial();
    DirectoryChange staff = StateTrial.group("staff", "ann", "bob");
    trial.assign(assigned(staff));
    trial.fullRound(GROUP, staff, StateTrial.group("club"));
    trial.fullRound(USER, named("ann"), named("bob"), named("eve"), named("kim"));
    trial.completeAll();
    trial.deltaRound(
        GROUP,
        StateTrial.groupWith("staff", "{}", "-ann", "eve"),
        StateTrial.groupWith("club", "{}", "kim"),
        StateTrial.groupWith("staff", "{}", "ann", "-eve"),
        StateTrial.groupWith("staff", "{}", "-bob"));
    assertTrue(trial.entitlement().isEntitled(user("ann")));
    assertFalse(trial.entitlement().isEntitled(user("bob")));
    assertFalse(trial.entitlement().isEntitled(user("eve")));
    assertEquals(Set.of("ann", "bob", "eve"), trial.pending(USER), "all moved on the way");
    assertEquals(Set.of("club", "staff"), trial.pending(GROUP));
  }

  @Test
  default void aPageOfAnySizeIsStored() {
    StateTrial trial = trial();
    String[] members =
        IntStream.range(0, 12_000).mapToObj("u%05d"::formatted).toArray(String[]::new);
    DirectoryChange staff = StateTrial.group("staff", members);
    trial.assign(assigned(staff));
    trial.fullRound(GROUP, staff);
    trial.fullRound(USER, named("u00000"), named("u11999"));
    assertTrue(trial.entitlement().isEntitled(user("u11999")));
    assertTrue(trial.stored(user("u00000")).complete());
    trial.completeAll();
    trial.deltaRound(GROUP, StateTrial.removed(GROUP, "staff", Removal.DELETED));
    assertEquals(Set.of("u00000", "u11999"), trial.pending(USER));
  }

  @Test
  default void theRemovalOfAnUnknownObjectStoresNothing() {
    StateTrial trial = trial();
    trial.fullRound(USER, StateTrial.removed(USER, "ghost", Removal.DELETED));
    assertThat(trial.source().find(user("ghost"))).isEmpty();
  }

  @Test
  default void theAnswerOfEntraDecidesWhetherVanishedObjectsAreDeleted() {
    StateTrial trial = trial();
    trial.fullRound(USER, named("ann"), named("bob"));
    trial.fullRound(USER);
    trial.sourceUpdater().storePresence(user("ann"), Presence.SOFT_DELETED);
    trial.sourceUpdater().storePresence(user("bob"), Presence.DELETED);
    trial.completeAll();
    assertEquals(Presence.SOFT_DELETED, trial.stored(user("ann")).presence());
    assertThat(trial.source().find(user("bob"))).isEmpty();
  }

  // --- privacy ------------------------------------------------------------------------------

  @Test
  default void onlyPropertiesOfTheFilterAreStoredForUsersNeitherAssignedNorLinked() {
    StateTrial trial = trial();
    trial.fullRound(USER, named("ann"));
    StoredObject ann = trial.stored(user("ann"));
    assertEquals(json("{'department':'Sales','accountEnabled':true}"), ann.properties());
    assertFalse(ann.complete());
    trial.deltaRound(USER, StateTrial.user("ann", "{'jobTitle':'Clerk'}"));
    assertFalse(trial.properties(user("ann")).has("jobTitle"));
  }

  @Test
  default void aUserWhoLeavesTheScopeLosesOtherPropertiesAtCompletion() {
    StateTrial trial = trial();
    DirectoryChange ann = named("ann");
    trial.assign(assigned(ann));
    trial.fullRound(USER, ann);
    trial.link(user("ann"), "t-ann");
    trial.completeAll();
    assertTrue(trial.stored(user("ann")).inScope());
    trial.assign();
    assertTrue(trial.properties(user("ann")).has("userPrincipalName"), "still needed");
    trial.completeAll();
    StoredObject left = trial.stored(user("ann"));
    assertEquals(json("{'department':'Sales','accountEnabled':true}"), left.properties());
    assertFalse(left.complete());
    assertFalse(left.inScope());
  }

  @Test
  default void aUserWhoEntersTheScopeIsIncompleteUntilFetched() {
    StateTrial trial = trial();
    DirectoryChange ann = named("ann");
    trial.fullRound(USER, ann);
    trial.completeAll();
    trial.assign(assigned(ann));
    assertEquals(Set.of("ann"), trial.pending(USER));
    assertFalse(trial.stored(user("ann")).complete());
    trial.sourceUpdater().storeProperties(user("ann"), ann.properties());
    assertTrue(trial.stored(user("ann")).complete());
    assertEquals(ann.properties(), trial.properties(user("ann")));
    assertEquals(Set.of("ann"), trial.pending(USER));
  }

  @Test
  default void withScopeAllEverythingIsStored() {
    StateTrial trial = trial();
    trial.sourceUpdater().beginFullRound(USER, "first");
    trial
        .sourceUpdater()
        .storePage(
            USER,
            new org.entrazscaler.graph.DeltaPage(List.of(named("ann")), null, "delta"),
            StateTrial.KEPT,
            true);
    assertTrue(trial.stored(user("ann")).complete());
    assertTrue(trial.properties(user("ann")).has("userPrincipalName"));
    assertEquals(1, trial.entitlement().candidates(USER, true));
    assertEquals(0, trial.entitlement().candidates(USER, false));
  }

  // --- pending ------------------------------------------------------------------------------

  @Test
  default void aChangeThatComesWhileAnObjectIsWrittenKeepsItPending() {
    StateTrial trial = trial();
    DirectoryChange ann = named("ann");
    trial.assign(assigned(ann));
    trial.fullRound(USER, ann);
    Completion planned = trial.completion(user("ann"), true);
    trial.deltaRound(USER, StateTrial.user("ann", "{'jobTitle':'Clerk'}"));
    trial.state().outcomes().record(List.of(new Outcome.Completed(planned, null)));
    assertEquals(Set.of("ann"), trial.pending(USER));
    assertEquals("Clerk", trial.properties(user("ann")).path("jobTitle").asText());
    trial.state().outcomes().record(List.of(new Outcome.Deleted(planned, List.of())));
    assertEquals(Set.of("ann"), trial.pending(USER));
  }

  @Test
  default void anObjectThatIsKnownCanBeMadePending() {
    StateTrial trial = trial();
    trial.fullRound(USER, named("ann"), named("bob"));
    trial.completeAll();
    assertEquals(0, trial.source().openCount(USER));
    assertTrue(trial.source().markPending(user("ann")));
    assertFalse(trial.source().markPending(user("nobody")));
    assertEquals(Set.of("ann"), trial.pending(USER));
    assertEquals(1, trial.source().openCount(USER));
  }

  @Test
  default void pendingObjectsAreFollowedPageByPageWhileTheyChange() {
    StateTrial trial = trial();
    trial.fullRound(
        USER,
        IntStream.range(0, 1234)
            .mapToObj(number -> named("u%04d".formatted(number)))
            .toArray(DirectoryChange[]::new));
    Set<String> seen = new TreeSet<>();
    Iterator<List<ObjectKey>> pending = trial.state().planning().pending(USER, false, 100);
    while (pending.hasNext()) {
      for (ObjectKey key : pending.next()) {
        assertTrue(seen.add(key.id()), key + " came twice");
        if (seen.size() % 100 == 0) {
          trial.complete(key, false);
          trial.source().markPending(user("u0000"));
        }
      }
    }
    assertEquals(1234, seen.size());
    assertEquals(1234 - 12, trial.source().openCount(USER));
  }

  @Test
  default void objectsAreFoundByTheirNames() {
    StateTrial trial = trial();
    DirectoryChange ann = named("ann");
    DirectoryChange odd =
        StateTrial.groupWith("g1", "{'displayName':'100%_\\\"Übung\\\"','securityEnabled':true}");
    trial.assign(assigned(ann), assigned(odd));
    trial.fullRound(USER, ann);
    trial.fullRound(GROUP, odd, StateTrial.groupWith("g2", "{'displayName':'100x'}"));
    assertEquals(List.of(user("ann")), keys(trial.source().findByName("ANN@example.com")));
    assertEquals(List.of(user("ann")), keys(trial.source().findByName("ann")));
    assertEquals(List.of(group("g1")), keys(trial.source().findByName("100%_\"Übung\"")));
    assertEquals(List.of(), keys(trial.source().findByName("100_")));
    assertEquals(List.of(), keys(trial.source().findByName("Sales")), "a department is no name");
  }

  private static List<ObjectKey> keys(List<StoredObject> objects) {
    return objects.stream().map(StoredObject::key).toList();
  }
}
