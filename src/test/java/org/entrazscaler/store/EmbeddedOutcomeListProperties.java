package org.entrazscaler.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.entrazscaler.outcome.OutcomeListProperties;
import org.h2.jdbcx.JdbcDataSource;

/** The same of H2. */
class EmbeddedOutcomeListProperties extends OutcomeListProperties {

  private static final Map<String, DataSource> DATABASES = new HashMap<>();

  @Override
  public DataSource database(String name) throws SQLException {
    DataSource known = DATABASES.get(name);
    if (known != null) {
      return known;
    }
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:outcomes-" + name + ";DB_CLOSE_DELAY=-1");
    try (Connection connection = database.getConnection()) {
      Schema.create(connection);
    }
    DATABASES.put(name, database);
    return database;
  }

  @Property(tries = 200)
  void aListOfOutcomesLeavesH2AsTheyDoOneByOne(@ForAll long seed, @ForAll("specs") List<Spec> specs)
      throws Exception {
    listHasTheSameResultAsItsOutcomesOneByOne(seed, specs);
  }
}
