package org.entrazscaler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.entrazscaler.link.LinkContract;
import org.entrazscaler.link.MemberDifferenceContract;
import org.entrazscaler.link.MemberDoubtContract;
import org.entrazscaler.link.NameContract;
import org.entrazscaler.outcome.RecordContract;
import org.entrazscaler.plan.PlanContract;
import org.entrazscaler.planning.PlanningContract;
import org.entrazscaler.reconcile.ComparisonContract;
import org.entrazscaler.source.EntitlementContract;
import org.entrazscaler.source.NestingContract;
import org.entrazscaler.source.SourceContract;
import org.entrazscaler.target.TargetContract;
import org.entrazscaler.undo.UndoContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * The state in a real PostgreSQL server. It refuses to run as root; as root it is started in a user
 * namespace ({@code unshare -U}).
 */
class PostgresStateTest
    implements OpeningContract,
        SourceContract,
        EntitlementContract,
        LinkContract,
        MemberDoubtContract,
        NestingContract,
        MemberDifferenceContract,
        PlanContract,
        PlanningContract,
        RecordContract,
        CopyContract,
        ComparisonContract,
        TargetContract,
        UndoContract,
        NameContract {

  private static final String DATABASE = "state";

  private static EmbeddedPostgres server;
  private static boolean anew = true;

  @TempDir private Path directory;
  private StateTrial trial;

  @BeforeAll
  static void start() throws IOException, SQLException {
    // Only clients are killed here, never the server.
    server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    asServer("create database " + DATABASE);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  /**
   * Tests of opening begin without a database. The others find the empty tables of a start, which
   * takes a tenth of the time.
   */
  @BeforeEach
  void open(TestInfo test) throws SQLException {
    boolean opening =
        test.getTestMethod().orElseThrow().getDeclaringClass() == OpeningContract.class;
    try (Connection connection = server.getDatabase("postgres", DATABASE).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where datname = current_database() and pid <> pg_backend_pid()");
      if (anew || opening) {
        statement.execute("drop schema public cascade");
        statement.execute("create schema public");
      } else {
        statement.execute(
            """
            do $$
            declare
              name text;
              any_row boolean;
              filled text[];
            begin
              for name in select quote_ident(tablename) from pg_tables
                  where schemaname = 'public' and tablename <> 'flyway_schema_history' loop
                execute 'select exists (select 1 from ' || name || ')' into any_row;
                if any_row then
                  filled := filled || name;
                end if;
              end loop;
              if filled is not null then
                execute 'truncate ' || array_to_string(filled, ', ');
              end if;
            end $$\
            """);
      }
    }
    anew = opening;
    trial =
        new StateTrial(
            new StateAddress(server.getJdbcUrl("postgres", DATABASE), null, null, null), directory);
  }

  private static void asServer(String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @AfterEach
  void close() {
    trial.close();
  }

  @Override
  public StateTrial trial() {
    return trial;
  }

  @Test
  void aSecondInstanceIsRefusedWithinTheSameProcess() {
    assertThrows(StateBusyException.class, trial::open);
    assertTrue(trial.state().isUp());
  }

  @Test
  void aServerThatCannotBeReachedIsAClearFailureWithoutThePassword() {
    StateAddress nowhere =
        new StateAddress(
            "jdbc:postgresql://localhost:1/state?password=in-the-url", "ann", "secret", null);
    StateException refused =
        assertThrows(
            StateException.class,
            () -> State.open(nowhere, directory, java.time.Clock.systemUTC()));
    assertThat(refused.getMessage()).contains("state.url");
    assertThat(refused.getMessage()).doesNotContain("secret");
    assertThat(refused.getMessage()).doesNotContain("in-the-url");
  }

  @Test
  void aLockThatTheServerTookIsNoticed() throws SQLException {
    asServer(
        "select pg_terminate_backend(l.pid) from pg_locks l join pg_database d"
            + " on d.oid = l.database where l.locktype = 'advisory' and d.datname = '"
            + DATABASE
            + "'");
    assertTrue(trial.state().isUp(), "no other instance has it: it is acquired again");
    assertThrows(StateBusyException.class, trial::open);
  }
}
