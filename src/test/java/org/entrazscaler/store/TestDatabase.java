package org.entrazscaler.store;

import java.nio.file.Path;
import org.jdbi.v3.core.Jdbi;

/** A database in memory with the tables of a state, for tests of single stores. */
public final class TestDatabase implements AutoCloseable {

  private final StateDatabase database;

  private TestDatabase(StateDatabase database) {
    this.database = database;
  }

  /** Creates a database with a name that no other open database has. */
  public static TestDatabase open(String name) {
    return new TestDatabase(
        StateDatabase.open(
            new StateAddress("jdbc:h2:mem:" + name, null, null, null), Path.of(".")));
  }

  public Jdbi jdbi() {
    return database.jdbi();
  }

  @Override
  public void close() {
    database.close();
  }
}
