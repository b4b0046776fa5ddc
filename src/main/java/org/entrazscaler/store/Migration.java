package org.entrazscaler.store;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings a database to the form of this version, by Flyway. A class of its own, so that Flyway is
 * loaded only when there is something to do.
 */
final class Migration {

  private Migration() {}

  /**
   * Applies the scripts that were not applied yet.
   *
   * @param source gives connections to the database
   * @param address for messages
   * @throws StateException if that fails, or if a newer version has written the state
   */
  static void run(DataSource source, StateAddress address) {
    try {
      Flyway.configure(Migration.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:" + Schema.FOLDER)
          // Flyway's default would work with the tables of a newer version.
          .ignoreMigrationPatterns(new String[0])
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StateException(
          "The state "
              + address
              + " cannot be brought to this version's form: it was written by a newer version, or by a"
              + " build from before the first release. Start the program that wrote it, or name"
              + " another state in state.url. "
              + StateDatabase.text(e),
          e);
    }
  }
}
