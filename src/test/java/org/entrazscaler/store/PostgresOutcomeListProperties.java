package org.entrazscaler.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.entrazscaler.outcome.OutcomeListProperties;

/** The same of PostgreSQL. */
class PostgresOutcomeListProperties extends OutcomeListProperties {

  private static final Map<String, HikariDataSource> DATABASES = new HashMap<>();
  private static EmbeddedPostgres server;

  @BeforeContainer
  static void start() throws IOException {
    server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
  }

  @AfterContainer
  static void stop() throws IOException {
    DATABASES.values().forEach(HikariDataSource::close);
    DATABASES.clear();
    server.close();
  }

  @Override
  public DataSource database(String name) throws SQLException {
    DataSource known = DATABASES.get(name);
    if (known != null) {
      return known;
    }
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database outcomes_" + name);
    }
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(server.getJdbcUrl("postgres", "outcomes_" + name));
    config.setMaximumPoolSize(2);
    HikariDataSource database = new HikariDataSource(config);
    try (Connection connection = database.getConnection()) {
      Schema.create(connection);
    }
    DATABASES.put(name, database);
    return database;
  }

  @Property(tries = 30)
  void aListOfOutcomesHasTheSameResultInPostgresAsOneByOne(
      @ForAll long seed, @ForAll("specs") List<Spec> specs) throws Exception {
    listHasTheSameResultAsItsOutcomesOneByOne(seed, specs);
  }
}
