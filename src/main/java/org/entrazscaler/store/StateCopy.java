package org.entrazscaler.store;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Copies every table of one state into another, empty state of the same version. Everything is read
 * as of one moment. The tables and columns are those of the target database, so that a new
 * migration needs no change here.
 */
final class StateCopy {

  private static final int BATCH = 1_000;

  private record Column(String name, int type, boolean generated) {}

  private final Jdbi from;
  private final Jdbi to;
  private final Set<String> excludedTables;

  /**
   * Prepares a copy.
   *
   * @param from the source database, H2 or PostgreSQL
   * @param to the target database, H2
   * @param excludedTables names of tables that are not copied, in lower case
   */
  StateCopy(Jdbi from, Jdbi to, Set<String> excludedTables) {
    this.from = from;
    this.to = to;
    this.excludedTables = excludedTables;
  }

  /**
   * Copies the tables, all or none.
   *
   * @throws SQLException if anything cannot be copied
   */
  void run() throws SQLException {
    from.useHandle(
        source ->
            to.useHandle(
                target -> {
                  Connection reading = source.getConnection();
                  Connection writing = target.getConnection();
                  try {
                    copyAll(reading, writing);
                  } finally {
                    // The pool gets its connections back unchanged.
                    reading.rollback();
                    reading.setAutoCommit(true);
                    writing.setAutoCommit(true);
                  }
                }));
  }

  private void copyAll(Connection reading, Connection writing) throws SQLException {
    reading.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
    reading.setAutoCommit(false);
    writing.setAutoCommit(false);
    try (Statement statement = writing.createStatement()) {
      statement.execute("set referential_integrity false");
      for (String table : tables(writing)) {
        copy(table, reading, writing);
      }
      statement.execute("set referential_integrity true");
    }
    writing.commit();
  }

  private List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet found =
        connection
            .getMetaData()
            .getTables(
                connection.getCatalog(),
                connection.getSchema(),
                "%",
                new String[] {"TABLE", "BASE TABLE"})) {
      while (found.next()) {
        String table = found.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
        if (!table.equals(Schema.HISTORY) && !excludedTables.contains(table)) {
          tables.add(table);
        }
      }
    }
    return tables;
  }

  private static void copy(String table, Connection reading, Connection writing)
      throws SQLException {
    List<Column> columns = columns(table, writing);
    String names = String.join(", ", columns.stream().map(Column::name).toList());
    try (PreparedStatement select = reading.prepareStatement("select " + names + " from " + table);
        PreparedStatement insert =
            writing.prepareStatement(
                "insert into "
                    + table
                    + " ("
                    + names
                    + ") values ("
                    + String.join(", ", Collections.nCopies(columns.size(), "?"))
                    + ")")) {
      select.setFetchSize(BATCH);
      try (ResultSet rows = select.executeQuery()) {
        int waiting = 0;
        while (rows.next()) {
          for (int i = 0; i < columns.size(); i++) {
            insert.setObject(i + 1, value(rows, i + 1, columns.get(i)));
          }
          insert.addBatch();
          if (++waiting == BATCH) {
            insert.executeBatch();
            waiting = 0;
          }
        }
        insert.executeBatch();
      }
    }
    for (Column column : columns) {
      if (column.generated()) {
        restartSequence(table, column, writing);
      }
    }
  }

  private static @Nullable Object value(ResultSet rows, int index, Column column)
      throws SQLException {
    return column.type() == Types.TIMESTAMP_WITH_TIMEZONE
        ? rows.getObject(index, OffsetDateTime.class)
        : rows.getObject(index);
  }

  private static List<Column> columns(String table, Connection connection) throws SQLException {
    List<Column> columns = new ArrayList<>();
    DatabaseMetaData data = connection.getMetaData();
    try (ResultSet found =
        data.getColumns(
            connection.getCatalog(), connection.getSchema(), table.toUpperCase(Locale.ROOT), "%")) {
      while (found.next()) {
        columns.add(
            new Column(
                found.getString("COLUMN_NAME").toLowerCase(Locale.ROOT),
                found.getInt("DATA_TYPE"),
                found.getString("IS_AUTOINCREMENT").equals("YES")));
      }
    }
    return columns;
  }

  /** Makes generated numbers continue after the copied ones. */
  private static void restartSequence(String table, Column column, Connection writing)
      throws SQLException {
    try (Statement statement = writing.createStatement();
        ResultSet highest =
            statement.executeQuery(
                "select coalesce(max(" + column.name() + "), 0) + 1 from " + table)) {
      highest.next();
      long next = highest.getLong(1);
      statement.execute(
          "alter table " + table + " alter column " + column.name() + " restart with " + next);
    }
  }
}
