package org.entrazscaler.store;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Migrates a database to the schema of this version, with Flyway. It is a separate class so that
 * Flyway is loaded only if it is needed.
 */
final class Migration {

  private Migration() {}

  /**
   * Runs the scripts that have not been run yet.
   *
   * @param source supplies connections to the database
   * @param address for messages
   * @throws StateException if a script fails, or if a newer version has written the state
   */
  static void run(DataSource source, StateAddress address) {
    try {
      Flyway.configure(Migration.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:" + Schema.FOLDER)
          // By default Flyway would accept the tables of a newer version.
          .ignoreMigrationPatterns(new String[0])
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StateException(
          "The state "
              + address
              + " cannot be migrated to this version: it was written by a newer version, or by a"
              + " build from before the first release. Start the program that wrote it, or set"
              + " another state in state.url. "
              + StateDatabase.text(e),
          e);
    }
  }
}
