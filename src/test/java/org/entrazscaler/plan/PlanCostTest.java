package org.entrazscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.graph.ObjectType.GROUP;
import static org.entrazscaler.graph.ObjectType.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.store.StatementCount;
import org.entrazscaler.store.TestDatabase;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The cost of the safeguard's count depends on the number of removals, not on the length of the
 * plan.
 */
class PlanCostTest {

  private static final Pattern ROWS_READ = Pattern.compile("scanCount: (\\d+)");

  private TestDatabase database;
  private PlanStore plan;

  @BeforeEach
  void open() {
    database = TestDatabase.open("plan-cost");
    plan = new PlanStore(database.jdbi());
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** Plans creations and changes of users, three of them disabled, and changes of groups. */
  private void planned(int users, int groups) {
    List<StoredChange> changes = new ArrayList<>();
    for (int n = 0; n < users; n++) {
      ObjectKey key = ObjectKey.user("u%05d".formatted(n));
      changes.add(new StoredChange(key, n < 3 ? 0 : 1 + n % 2, 1, "{\"origin\":\"CREATED\"}"));
    }
    for (int n = 0; n < groups; n++) {
      ObjectKey key = ObjectKey.group("g%05d".formatted(n));
      changes.add(
          new StoredChange(key, StoredChange.URGENCY_UPDATE, 1, "{\"origin\":\"CREATED\"}"));
    }
    plan.putAll(changes);
  }

  /** The number of rows that H2 reads for one page. */
  private int rowsRead(Supplier<Iterator<StoredChange>> changes) {
    List<String> statements = new ArrayList<>();
    database
        .jdbi()
        .setSqlLogger(
            new SqlLogger() {
              @Override
              public void logBeforeExecution(StatementContext context) {
                statements.add(context.getRenderedSql());
              }
            });
    changes.get().forEachRemaining(change -> {});
    database.jdbi().setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
    assertEquals(1, statements.size());
    String explained =
        database
            .jdbi()
            .withHandle(
                h ->
                    h.createQuery("explain analyze " + statements.get(0))
                        .bind("type", USER.name())
                        .bind("urgency", -1)
                        .bind("id", "")
                        .bind("limit", 500)
                        .mapTo(String.class)
                        .one());
    Matcher read = ROWS_READ.matcher(explained);
    assertTrue(read.find(), explained);
    return Integer.parseInt(read.group(1));
  }

  @Test
  void countReadsOnlyTheRemovals() {
    planned(20, 0);
    int small = rowsRead(() -> plan.removals(USER));
    planned(5000, 0);
    assertEquals(small, rowsRead(() -> plan.removals(USER)));
    assertThat(small).as(small + " rows for three removals").isLessThan(12);
  }

  @Test
  void groupsWithoutRemovalsAreNotReadOneByOne() {
    planned(0, 400);
    StatementCount count = StatementCount.of(database.jdbi());
    assertEquals(
        count.of(() -> plan.removals(GROUP).hasNext()),
        count.of(() -> plan.groupsLosingMembers().hasNext()));
  }
}
