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
 * Where histories happen, one after the other: a tenant and a target behind real HTTP, a state in
 * memory, the real routes. Made once, emptied for each history, because starting all of it takes
 * longer than a history.
 */
final class Site implements AutoCloseable {

  /** A file of the routes that a history edits. */
  record Edit(String file, String what, String with) {}

  final HistoryClock clock = new HistoryClock();
  final Death death = new Death();
  final Meanwhile meanwhile = new Meanwhile();
  final SimulatedTenant tenant;
  final SimulatedZscaler zscaler;
  private final Path directory;
  private final String product;
  private final boolean parallel;
  private final State migrated;
  private final HikariDataSource database;
  private final DataSource mortal;
  private final State observed;
  private final Map<Map<String, String>, Settings> loaded = new HashMap<>();
  private final Map<String, Edit> edits = new TreeMap<>();
  private Map<String, String> ownSettings = Map.of();
  private @Nullable SharedRoutes routes;
  private ProgramInHistory program;

  /**
   * Starts everything.
   *
   * @param product {@code zia}, {@code zpa} or {@code zidentity}, whose mappings are used
   * @param options how the target behaves
   */
  Site(String product, ZscalerOptions options) {
    this(product, options, false);
  }

  /**
   * Starts everything.
   *
   * @param product as above
   * @param options how the target behaves
   * @param parallel whether changes are written several at a time
   */
  Site(String product, ZscalerOptions options, boolean parallel) {
    this.parallel = parallel;
    ((LoggerContext) LoggerFactory.getILoggerFactory())
        .getLoggerList()
        .forEach(logger -> logger.setLevel(Level.OFF));
    this.product = product;
    // Two processes may try histories of one product.
    String own = product + "-" + ProcessHandle.current().pid();
    directory = Path.of("target", "histories", own).toAbsolutePath();
    tenant = SimulatedTenant.start(0, clock);
    zscaler = SimulatedZscaler.start(options.requestsPerSecond(0).clock(clock));
    String url = "jdbc:h2:mem:" + product;
    migrated = State.open(new StateAddress(url, null, null, null), directory, clock);
    database = connections(url);
    mortal = death.before(database);
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

  /** The shipped routes, with the mappings of the product. */
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

  /** Everything is as on the first day. */
  void begin(Map<String, String> settings) {
    clock.begin();
    tenant.empty();
    zscaler.empty();
    for (String file : List.copyOf(edits.keySet())) {
      edit(new Edit(file, "", ""));
    }
    edits.clear();
    ownSettings = settings;
    loseState();
  }

  /** The state is lost, and with it the program that had it. */
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

  /** A new process on the state that there is. */
  void restart() {
    program = start();
  }

  private ProgramInHistory start() {
    death.reborn();
    Settings settings = settings();
    ProgramInHistory started = new ProgramInHistory(this, settings, State.in(mortal, clock));
    if (routes == null) {
      routes =
          new SharedRoutes(
              settings, started.beans(), death, meanwhile, directory.resolve("routes"), parallel);
    }
    routes().use(started.beans());
    return started;
  }

  /** What the program has put aside, for people who look for the cause of a failure. */
  List<ParkedObject> parked() {
    return State.in(database, clock).parked().all();
  }

  /**
   * The id of the cycle whose removals a safeguard holds, null if none does. Read from the tables,
   * because histories ask before and after each command, and a whole status takes much longer.
   */
  @Nullable String heldCycle() {
    return observed.holds().find().map(hold -> Long.toString(hold.cycle())).orElse(null);
  }

  /** How many objects are parked, read as {@link #heldCycle} is. */
  int parkedCount() {
    return observed.parked().count();
  }

  /** How many writes are recorded as begun of which the state does not know the outcome. */
  int begun() {
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

  /** How many values are held because they were undone, whatever program runs. */
  int undoneValues() {
    return State.in(database, clock).undo().valueCount();
  }

  /** What {@code status --json} says to somebody who does not die with the program. */
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
  boolean disablingDeletes() {
    return product.equals("zpa");
  }

  /** Whether another {@code userName} makes another account. */
  boolean renamingDeletes() {
    return product.equals("zpa");
  }

  /** Whether a group that is asked for shows its members. */
  boolean groupsShowMembers() {
    return product.equals("zia");
  }

  ProgramInHistory program() {
    return program;
  }

  /** Edits the shipped text of a file of the routes, in place of an earlier edit of it. */
  void edit(Edit edit) {
    routes().edit(edit.file(), edit.what(), edit.with());
    edits.put(edit.file(), edit);
    program.forgetMappings();
  }

  /** Changes settings, which takes a restart. */
  void set(Map<String, String> settings) {
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
