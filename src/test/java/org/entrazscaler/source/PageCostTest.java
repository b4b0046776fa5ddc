package org.entrazscaler.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.graph.ObjectType.GROUP;
import static org.entrazscaler.graph.ObjectType.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.entrazscaler.graph.DeltaPage;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.graph.Removal;
import org.entrazscaler.store.StateTrial;
import org.entrazscaler.store.StatementCount;
import org.entrazscaler.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The number of statements for a page of Graph: the same whatever it contains. */
class PageCostTest {

  private StatementCount statements;
  private TestDatabase database;
  private SourceUpdater updater;

  @BeforeEach
  void open() {
    database = TestDatabase.open("page-cost");
    SourceStore source = new SourceStore(database.jdbi());
    Entitlement entitlement = new Entitlement(database.jdbi(), source.memberships());
    updater = new SourceUpdater(database.jdbi(), Clock.systemUTC(), source, entitlement);
    statements = StatementCount.of(database.jdbi());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private int cost(ObjectType type, List<DirectoryChange> page, boolean first) {
    if (first) {
      updater.beginFullRound(type, "first");
    } else {
      updater.beginDeltaRound(type);
    }
    return statements.of(
        () -> updater.storePage(type, new DeltaPage(page, null, "delta"), StateTrial.KEPT, false));
  }

  private static List<DirectoryChange> users(int count, String properties) {
    return IntStream.range(0, count)
        .mapToObj(number -> StateTrial.user("u" + number, properties))
        .toList();
  }

  /** Each with a member and the one before it. */
  private static List<DirectoryChange> groups(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> StateTrial.group("g" + number, "u" + number, "u" + (number + 1)))
        .toList();
  }

  private static List<DirectoryChange> removed(ObjectType type, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            number ->
                StateTrial.removed(
                    type, type == USER ? "u" + number : "g" + number, Removal.CHANGED))
        .toList();
  }

  private List<Integer> costs(int count) {
    List<StoredAssignment> assigned = groups(count).stream().map(StateTrial::assigned).toList();
    updater.beginFullRound(GROUP, "first");
    int assigning = statements.of(() -> updater.replaceAssignments(assigned));
    List<Integer> costs =
        List.of(
            assigning,
            cost(GROUP, groups(count), true),
            cost(USER, users(count, "{'department':'Sales'}"), true),
            cost(USER, users(count, "{'department':'IT'}"), false),
            cost(USER, removed(USER, count), false),
            cost(USER, users(count, "{'department':'IT'}"), false),
            cost(GROUP, removed(GROUP, count), false),
            cost(GROUP, groups(count), false),
            cost(USER, List.of(), true));
    close();
    open();
    return costs;
  }

  @Test
  void aPageOfManyObjectsNeedsAsManyStatementsAsOneOfTwo() {
    List<Integer> few = costs(2);
    assertEquals(few, costs(300));
    assertThat(few).allMatch(cost -> cost <= 15);
  }

  @Test
  void aNewUserInAPageNeedsNoFurtherStatement() {
    int cost = cost(USER, users(999, "{'department':'Sales'}"), true);
    assertThat(cost).as(cost + " statements").isLessThanOrEqualTo(6);
  }
}
