package org.entrazscaler.reconcile;

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

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.Origin;
import org.entrazscaler.reconcile.ComparisonStore.Members;
import org.entrazscaler.reconcile.Difference.Kind;
import org.entrazscaler.source.Presence;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.StateContract;
import org.entrazscaler.store.StateTrial;
import org.entrazscaler.target.TargetStore;
import org.junit.jupiter.api.Test;

/** Compares the target copy with the state, and finds the accounts that are managed. */
public interface ComparisonContract extends StateContract {

  /** The group Staff with Ann, Bob and Cid, in Entra and in the target according to the state. */
  private StateTrial office() {
    StateTrial trial = trial();
    trial.assign(assigned(StateTrial.group("staff")));
    trial.fullRound(GROUP, StateTrial.group("staff", "ann", "bob", "cid"));
    trial.fullRound(USER, named("ann"), named("bob"), named("cid"));
    trial.completeAll();
    for (String name : List.of("ann", "bob", "cid")) {
      trial.link(user(name), "t-" + name);
    }
    trial.link(group("staff"), "t-staff");
    trial.membersWritten("staff", List.of("t-ann", "t-bob", "t-cid", "t-old"), List.of());
    trial.completeAll();
    return trial;
  }

  private void seen(String id, String... groups) {
    trial()
        .state()
        .target()
        .add(USER, id, json("{'id':'%s'}".formatted(id)), Map.of(), Set.of(groups));
  }

  private List<String> members(Members which, boolean none) {
    ComparisonStore comparison = trial().state().comparison();
    List<String> found = comparison.members(which, "staff", "t-staff", none, 10);
    assertEquals(found.size(), comparison.count(which, "staff", "t-staff", none));
    return found;
  }

  private static <T> List<T> all(Iterator<T> iterator) {
    List<T> all = new ArrayList<>();
    iterator.forEachRemaining(all::add);
    return all;
  }

  @Test
  default void membersAreComparedAsFarAsTheirAccountsWereRead() {
    StateTrial trial = office();
    seen("t-ann", "t-staff");
    seen("t-bob");
    seen("t-old", "t-staff");
    seen("t-guest", "t-staff", "t-other");

    assertEquals(List.of("t-bob"), members(Members.LACKING, false));
    assertEquals(List.of("t-old"), members(Members.SURPLUS, false));
    assertEquals(List.of("t-guest"), members(Members.FOREIGN, false));
    assertEquals(List.of(), members(Members.LACKING, true));
    assertEquals(List.of("t-ann", "t-old"), members(Members.SURPLUS, true));
    assertEquals(List.of("t-cid"), all(trial.state().comparison().unreadTargetIds(USER)));
  }

  @Test
  default void aDisabledAccountMayLackItsGroups() {
    StateTrial trial = office();
    trial.link(user("bob"), "t-bob", true, true);
    seen("t-bob");

    assertEquals(List.of(), members(Members.LACKING, false));
  }

  @Test
  default void aCorrectionLetsOrdinaryWritesRepair() {
    StateTrial trial = office();
    trial.links().recordIntent(group("staff"), "members", List.of("t-bob"), List.of());
    seen("t-ann", "t-staff");
    seen("t-bob");
    seen("t-old", "t-staff");
    seen("t-guest", "t-staff");

    Link link = trial.links().find(group("staff")).orElseThrow();
    trial
        .state()
        .comparison()
        .correct(
            new Link(link.key(), "t-staff", Origin.CREATED, json("{'a':'b'}"), false, true, null),
            true,
            true);
    trial.reopen();

    assertEquals(List.of("t-bob"), trial.joining("staff", 10));
    assertEquals(List.of("t-old"), trial.leaving("staff", 10));
    Link corrected = trial.links().find(group("staff")).orElseThrow();
    assertNull(corrected.intent());
    assertEquals(json("{'a':'b'}"), corrected.written());
    assertTrue(trial.state().comparison().isPending(group("staff")));
  }

  @Test
  default void foreignMembersCanBeClaimedAndReleased() {
    StateTrial trial = office();
    ComparisonStore comparison = trial.state().comparison();
    comparison.claimForeignMembers("staff", List.of("t-guest"));
    assertThat(trial.leaving("staff", 10)).contains("t-guest");

    comparison.releaseForeignMembers();

    assertThat(trial.leaving("staff", 10)).doesNotContain("t-guest");
  }

  @Test
  default void aMissingObjectIsUnlinkedAndPending() {
    StateTrial trial = office();
    trial.state().comparison().forget(user("ann"));

    assertThat(trial.links().find(user("ann"))).isEmpty();
    assertEquals(Set.of("ann"), trial.pending(USER));
    assertEquals(
        Set.of("ann", "bob", "cid"),
        Set.copyOf(
            all(trial.state().comparison().comparable(USER)).stream()
                .map(object -> object.key().id())
                .toList()));
  }

  @Test
  default void accountsWithoutALinkAreFoundAndCountedByTheirExternalId() {
    StateTrial trial = office();
    AccountStore accounts = trial.state().accounts();
    trial.fullRound(USER, named("ann"), named("bob"), named("cid"), named("dan"));
    TargetStore target = trial.state().target();
    target.add(USER, "t-ann", json("{'id':'t-ann'}"), Map.of("externalId", "ann"), Set.of());
    target.add(USER, "t-dan", json("{'id':'t-dan'}"), Map.of("externalId", "dan"), Set.of());
    target.add(USER, "t-x", json("{'id':'t-x'}"), Map.of("externalId", "nobody"), Set.of());

    assertEquals(
        List.of("t-dan", "t-x"),
        all(accounts.unlinked(USER)).stream().map(found -> found.path("id").asText()).toList());
    assertEquals(1, accounts.unlinkedManagedCount());
    accounts.adopt(new Link(user("dan"), "t-dan", Origin.ADOPTED, json("{}"), false, false, null));
    assertEquals(0, accounts.unlinkedManagedCount());
    assertThat(trial.pending(USER)).contains("dan");
  }

  @Test
  default void ownershipIsUnknownWithoutLinks() {
    StateTrial trial = office();
    AccountStore accounts = trial.state().accounts();
    assertFalse(accounts.isOwnershipKnown());
    accounts.markOwnershipKnown();
    assertTrue(accounts.isOwnershipKnown());

    trial.links().forgetAll();

    assertFalse(accounts.isOwnershipKnown());
  }

  @Test
  default void aSoftDeletedUserIsAdded() {
    StateTrial trial = office();
    StoredObject gone =
        trial.state().accounts().addSoftDeleted("gone", json("{'accountEnabled':true}"));

    assertEquals(Presence.SOFT_DELETED, gone.presence());
    assertFalse(gone.complete());
    assertThat(trial.pending(USER)).contains("gone");
  }

  @Test
  default void aDifferenceThatIsFoundAgainIsReportedOnce() {
    StateTrial trial = office();
    DifferenceStore differences = trial.state().differences();
    Difference value =
        new Difference(Kind.VALUE, USER, "ann", "t-ann", "Ann", "title", "\"a\"", "\"b\"", null, 1);
    Difference gone = new Difference(Kind.GONE, USER, "bob", null, "Bob", null);
    Difference foreign = new Difference(Kind.FOREIGN_ACCOUNT, USER, null, "t-x", "x", null);
    List.of(value, gone, foreign).forEach(found -> differences.add(1, found));
    assertEquals(
        Map.of(Kind.VALUE, 1, Kind.GONE, 1, Kind.FOREIGN_ACCOUNT, 1), differences.counts(1));
    assertEquals(2, differences.unreportedCount());
    assertEquals(List.of(gone, value), differences.unreported(10));
    differences.markReported();

    differences.add(2, value);
    differences.forgetOthers(2);
    trial.reopen();

    DifferenceStore again = trial.state().differences();
    assertEquals(0, again.unreportedCount());
    assertEquals(Map.of(), again.counts(1));
    assertEquals(List.of(value), again.find(2, Kind.VALUE, 10));
  }

  @Test
  default void aDifferenceIsUnresolvedWhileItsObjectIsPending() {
    StateTrial trial = office();
    DifferenceStore differences = trial.state().differences();
    differences.add(1, new Difference(Kind.GONE, USER, "ann", null, "Ann", null));
    differences.add(1, new Difference(Kind.GONE, USER, "bob", null, "Bob", null));
    differences.add(1, new Difference(Kind.FOREIGN_ACCOUNT, USER, null, "t-x", "x", null));
    trial.source().markPending(user("ann"));

    assertEquals(1, differences.unresolvedCount(1));
  }
}
