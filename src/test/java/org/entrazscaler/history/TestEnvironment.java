package org.entrazscaler.history;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.entrazscaler.deadletter.ParkedObject;
import org.entrazscaler.logging.LogOfTests;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.settings.SettingsLoader;
import org.entrazscaler.simulation.tenant.SimulatedTenant;
import org.entrazscaler.simulation.zscaler.SimulatedZscaler;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;
import org.entrazscaler.store.State;
import org.entrazscaler.store.StateAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The environment in which the histories run one after another: a tenant and a target behind real
 * HTTP, a state in memory, and the real routes. It is created once and emptied for each history,
 * because its start takes longer than a history.
 */
final class TestEnvironment implements AutoCloseable {

  /** An edit of a route file: the first {@code what} is replaced by {@code with}. */
  record Edit(String file, String what, String with) {}

  final HistoryClock clock = new HistoryClock();
  final ProgramCrash crash = new ProgramCrash();
  final ConcurrentEvent concurrentEvent = new ConcurrentEvent();
  final SimulatedTenant tenant;
  final SimulatedZscaler zscaler;
  private final Path directory;
  private final String product;
  private final boolean parallel;
  private final Map<String, String> commonSettings;
  private final State migrated;
  private final HikariDataSource database;
  private final DataSource crashing;
  private final State observed;
  private final Map<Map<String, String>, Settings> loaded = new HashMap<>();
  private final Map<String, Edit> edits = new TreeMap<>();
  private Map<String, String> ownSettings = Map.of();
  private @Nullable SharedRoutes routes;
  private ProgramInHistory program;

  /**
   * Starts everything.
   *
   * @param product {@code zia}, {@code zpa} or {@code zidentity}; selects the mappings
   * @param options the behaviour of the target
   */
  TestEnvironment(String product, ZscalerOptions options) {
    this(product, options, false);
  }

  /**
   * Starts everything.
   *
   * @param product {@code zia}, {@code zpa} or {@code zidentity}; selects the mappings
   * @param options the behaviour of the target
   * @param parallel whether several changes are written at the same time
   */
  TestEnvironment(String product, ZscalerOptions options, boolean parallel) {
    this(product, options, parallel, Map.of());
  }

  /**
   * Starts everything.
   *
   * @param product {@code zia}, {@code zpa} or {@code zidentity}; selects the mappings
   * @param options the behaviour of the target
   * @param parallel whether several changes are written at the same time
   * @param commonSettings settings of all histories
   */
  TestEnvironment(
      String product,
      ZscalerOptions options,
      boolean parallel,
      Map<String, String> commonSettings) {
    this.parallel = parallel;
    this.commonSettings = commonSettings;
    ((LoggerContext) LoggerFactory.getILoggerFactory())
        .getLoggerList()
        .forEach(logger -> logger.setLevel(Level.OFF));
    this.product = product;
    // Two processes may run histories of the same product.
    String own = product + "-" + ProcessHandle.current().pid();
    directory = Path.of("target", "histories", own).toAbsolutePath();
    tenant = SimulatedTenant.start(0, clock);
    zscaler = SimulatedZscaler.start(options.requestsPerSecond(0).clock(clock));
    String url = "jdbc:h2:mem:" + product;
    migrated = State.open(new StateAddress(url, null, null, null), directory, clock);
    database = connections(url);
    crashing = crash.wrap(database);
    observed = State.in(database, clock);
    shipRoutes();
    program = start();
  }

  private static HikariDataSource connections(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("sa");
    config.setPassword("");
    return new HikariDataSource(config);
  }

  /** Copies the shipped routes and the mappings of the product. */
  private void shipRoutes() {
    Path shipped = Path.of("routes");
    Path ofProduct = shipped.resolve("examples").resolve(product);
    Path own = directory.resolve("routes");
    try {
      Files.createDirectories(own);
      for (Path folder : List.of(shipped, ofProduct)) {
        if (Files.isDirectory(folder)) {
          try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.camel.yaml")) {
            for (Path file : files) {
              Files.copy(
                  file, own.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Resets everything for a new history. */
  void reset(Map<String, String> settings) {
    clock.reset();
    tenant.empty();
    zscaler.empty();
    for (String file : List.copyOf(edits.keySet())) {
      edit(new Edit(file, "", ""));
    }
    edits.clear();
    ownSettings = settings;
    loseState();
  }

  /** Loses the state and restarts the program. */
  void loseState() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet result =
          statement.executeQuery(
              "select table_name from information_schema.tables where table_schema = 'PUBLIC'"
                  + " and table_name <> 'flyway_schema_history'")) {
        while (result.next()) {
          tables.add(result.getString(1));
        }
      }
      for (String table : tables) {
        statement.execute("truncate table \"" + table + "\"");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    restart();
  }

  /** Starts a new process on the existing state. */
  void restart() {
    program = start();
  }

  private ProgramInHistory start() {
    crash.reset();
    Settings settings = settings();
    ProgramInHistory started = new ProgramInHistory(this, settings, State.in(crashing, clock));
    if (routes == null) {
      routes =
          new SharedRoutes(
              settings,
              started.beans(),
              crash,
              concurrentEvent,
              directory.resolve("routes"),
              parallel);
    }
    routes().use(started.beans());
    return started;
  }

  /** The parked objects, for a failure message. */
  List<ParkedObject> parked() {
    return State.in(database, clock).parked().all();
  }

  /**
   * The id of the cycle whose removals the safeguard holds; null if there is none. It is read from
   * the tables, because a whole status takes much longer and histories ask before and after each
   * command.
   */
  @Nullable String heldCycle() {
    return observed.holds().find().map(hold -> Long.toString(hold.cycle())).orElse(null);
  }

  /** The number of parked objects, read as {@link #heldCycle} is. */
  int parkedCount() {
    return observed.parked().count();
  }

  /** The number of intents without an outcome. */
  int intentCount() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("select count(*) from link where intent is not null")) {
      result.next();
      return result.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The number of restored values. This also works after a crash. */
  int restoredValueCount() {
    return State.in(database, clock).undo().valueCount();
  }

  /** The text of {@code status --json}. This also works after a crash. */
  String status() {
    return program.operations(State.in(database, clock)).status(true).getText();
  }

  SharedRoutes routes() {
    if (routes == null) {
      throw new IllegalStateException("The routes are not started yet");
    }
    return routes;
  }

  /** Whether {@code active=false} deletes an account. */
  boolean isDisablingDeletion() {
    return product.equals("zpa");
  }

  /** Whether a new {@code userName} creates a new account. */
  boolean isRenamingReplacement() {
    return product.equals("zpa");
  }

  /** Whether a group shows its members. */
  boolean groupsShowMembers() {
    return product.equals("zia");
  }

  ProgramInHistory program() {
    return program;
  }

  /** Edits the shipped text of a route file. This replaces an earlier edit of the file. */
  void edit(Edit edit) {
    routes().edit(edit.file(), edit.what(), edit.with());
    edits.put(edit.file(), edit);
    program.forgetMappings();
  }

  /** Changes settings and restarts the program. */
  void changeSettings(Map<String, String> settings) {
    ownSettings = settings;
    restart();
  }

  private Settings settings() {
    return loaded.computeIfAbsent(ownSettings, this::load);
  }

  private Settings load(Map<String, String> own) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("entra.tenant-id", tenant.tenantId());
    all.put("entra.client-id", tenant.clientId());
    all.put("entra.client-secret", tenant.clientSecret());
    all.put("entra.authority", tenant.authority());
    all.put("entra.graph-url", tenant.graphUrl());
    all.put("entra.enterprise-app-id", tenant.enterpriseAppId());
    all.put("zscaler.product", product);
    all.put("zscaler.tenant-url", zscaler.tenantUrl());
    all.put("zscaler.secret-token", zscaler.secretToken());
    all.put("zscaler.max-requests-per-second", "100000");
    all.put("zscaler.members-per-request", "3");
    all.put("notification.on-failure", "false");
    all.put("retry.entra-delay", "1");
    all.put("retry.zscaler-delay", "1");
    all.putAll(commonSettings);
    all.putAll(own);
    StringBuilder text = new StringBuilder();
    all.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve(SettingsLoader.APPLICATION_PROPERTIES), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return SettingsLoader.load(directory, null, Map.of());
  }

  @Override
  public void close() {
    routes().close();
    database.close();
    migrated.close();
    zscaler.close();
    tenant.close();
    LogOfTests.restore();
  }
}
