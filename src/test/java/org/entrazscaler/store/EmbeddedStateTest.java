package org.entrazscaler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.entrazscaler.graph.ObjectType.USER;
import static org.entrazscaler.store.StateTrial.assigned;
import static org.entrazscaler.store.StateTrial.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
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
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The state in an H2 database on disk. */
class EmbeddedStateTest
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

  private static final String URL = "jdbc:h2:file:./data/state";
  private static final Path FILE = Path.of("data", "state.mv.db");

  @TempDir private static Path empty;
  @TempDir private Path directory;
  private StateTrial trial;

  @BeforeAll
  static void make() {
    new StateTrial(address(URL, null), empty).close();
  }

  /**
   * Tests of opening and of files begin without a database. The others find the empty tables of a
   * start, which takes less time.
   */
  @BeforeEach
  void open(TestInfo test) throws IOException {
    Class<?> contract = test.getTestMethod().orElseThrow().getDeclaringClass();
    if (contract != OpeningContract.class && contract != EmbeddedStateTest.class) {
      Files.createDirectory(directory.resolve(FILE).getParent());
      Files.copy(empty.resolve(FILE), directory.resolve(FILE));
    }
    trial = new StateTrial(address(URL, null), directory);
  }

  @AfterEach
  void close() {
    trial.close();
  }

  @Override
  public StateTrial trial() {
    return trial;
  }

  private static StateAddress address(String url, String encryptionPassword) {
    return new StateAddress(url, null, null, encryptionPassword);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void folderAndFilesArePrivateToTheUser() throws IOException {
    Path data = directory.resolve("data");
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));
    trial.fullRound(USER, named("ann"));
    try (Stream<Path> files = Files.list(data)) {
      List<Path> all = files.toList();
      assertThat(all).isNotEmpty();
      for (Path file : all) {
        assertEquals(
            Set.of("OWNER_READ", "OWNER_WRITE"),
            Set.copyOf(Files.getPosixFilePermissions(file).stream().map(Enum::name).toList()),
            file.toString());
      }
    }
  }

  @Test
  void whatFailsInTheDatabaseLeavesNoTraceFile() throws IOException {
    assertThrows(
        RuntimeException.class,
        () -> trial.fullRound(USER, StateTrial.user("x".repeat(300), "{'department':'Sales'}")));
    trial.close();
    try (Stream<Path> files = Files.list(directory.resolve("data"))) {
      assertEquals(
          List.of("state.mv.db"), files.map(file -> file.getFileName().toString()).toList());
    }
    trial.reopen();
  }

  @Test
  void anEncryptedFileShowsNothingAndOpensOnlyWithItsPassword() throws IOException {
    String url = "jdbc:h2:file:./secret/state";
    String name = "wilhelmina@example.com";
    try (StateTrial secret = new StateTrial(address(url, "a password"), directory)) {
      fill(secret, name);
      secret.reopen();
      assertEquals(1, secret.source().findByName(name).size());
    }
    assertFalse(contains(directory.resolve("secret"), name));
    for (String wrong : new String[] {"another password", null}) {
      StateException refused =
          assertThrows(
              StateException.class, () -> new StateTrial(address(url, wrong), directory).close());
      assertThat(refused.getMessage()).contains("state.encryption-password");
      assertThat(refused.getMessage()).doesNotContain("another password");
    }

    fill(trial, name);
    trial.close();
    assertTrue(contains(directory.resolve("data"), name), "not encrypted, it is seen");
    StateException refused =
        assertThrows(
            StateException.class,
            () -> new StateTrial(address(trial.address.url(), "a password"), directory).close());
    assertThat(refused.getMessage()).contains("state.encryption-password");
    trial.reopen();
  }

  private static void fill(StateTrial trial, String name) {
    trial.assign(assigned(named("ann")));
    trial.fullRound(USER, StateTrial.user("ann", "{'userPrincipalName':'%s'}".formatted(name)));
  }

  private static boolean contains(Path folder, String text) throws IOException {
    boolean found = false;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        String utf16 = String.join("\0", text.split(""));
        found |= content.contains(text) || content.contains(utf16);
      }
    }
    return found;
  }

  @Test
  void aDamagedFileIsAClearFailure() throws IOException {
    trial.close();
    Path file = directory.resolve("data/state.mv.db");
    byte[] whole = Files.readAllBytes(file);
    Files.writeString(file, "This is no database.".repeat(1000));
    StateException refused = assertThrows(StateException.class, trial::open);
    assertThat(refused.getMessage()).contains("jdbc:h2:file:./data/state");
    Files.write(file, whole);
    trial.reopen();
  }

  @Test
  void aNewStateIsCreatedWithoutFlyway() throws Exception {
    trial.close();
    Files.delete(directory.resolve(FILE));
    new WithoutFlyway().openAndCopy(trial);
    trial.reopen();
  }

  @Test
  void aStateOfANewerVersionIsRefused() throws SQLException {
    trial.close();
    execute(
        "insert into \"flyway_schema_history\" select 1000, '1000', 'newer', 'SQL', 'newer.sql',"
            + " 1, \"installed_by\", \"installed_on\", 1, true from \"flyway_schema_history\""
            + " where \"installed_rank\" = 1");
    StateException refused = assertThrows(StateException.class, trial::open);
    assertThat(refused.getMessage()).contains("newer version");
    execute("delete from \"flyway_schema_history\" where \"installed_rank\" = 1000");
    trial.reopen();
  }

  @Test
  void aStateFromAnotherTextOfAScriptIsRejected() throws SQLException {
    trial.close();
    execute("update \"flyway_schema_history\" set \"checksum\" = \"checksum\" + 1");
    StateException refused = assertThrows(StateException.class, trial::open);
    assertThat(refused.getMessage()).contains("migrated to this version");
    execute("update \"flyway_schema_history\" set \"checksum\" = \"checksum\" - 1");
    trial.reopen();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:h2:file:" + directory.resolve("data/state"), "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void aRejectedUserOfTheDatabaseIsReported() {
    StateAddress owned = new StateAddress("jdbc:h2:file:./owned/state", "owner", "right", null);
    new StateTrial(owned, directory).close();
    StateException refused =
        assertThrows(
            StateException.class,
            () ->
                new StateTrial(
                        new StateAddress(owned.url(), "owner", "wrong-secret", null), directory)
                    .close());
    assertThat(refused.getMessage()).contains("state.password");
    assertThat(refused.getMessage()).doesNotContain("wrong-secret");
  }

  @Test
  void anOptionOfTheAddressReachesTheDatabase() {
    StateException refused =
        assertThrows(
            StateException.class,
            () ->
                new StateTrial(address("jdbc:h2:file:./other/state;NO_SUCH=1", null), directory)
                    .close());
    assertThat(refused.getMessage()).contains("NO_SUCH");
  }

  /** Otherwise a commit would save a part of another transaction, which shows after a kill. */
  @Test
  void oneTransactionWorksAtATimeAndReadingDoesNotWaitForIt() throws Exception {
    trial.fullRound(USER, named("ann"));
    AtomicBoolean entered = new AtomicBoolean();
    trial.close();
    try (StateDatabase database = StateDatabase.open(address(URL, null), directory)) {
      Jdbi jdbi = database.jdbi();
      Thread other = new Thread(() -> jdbi.useTransaction(h -> entered.set(true)));
      jdbi.useTransaction(
          h -> {
            h.execute("update source_object set pending = false");
            other.start();
            await().until(other::getState, Thread.State.WAITING::equals);
            assertFalse(entered.get());
            FutureTask<Integer> read = new FutureTask<>(() -> pending(jdbi));
            new Thread(read).start();
            assertEquals(1, read.get(), "nothing is committed yet");
          });
      other.join();
      assertTrue(entered.get());
      assertEquals(0, pending(jdbi));
    }
    trial.reopen();
  }

  private static int pending(Jdbi jdbi) {
    return jdbi.withHandle(
        h ->
            h.createQuery("select count(*) from source_object where pending = true")
                .mapTo(Integer.class)
                .one());
  }
}
