package org.entrazscaler.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/**
 * The opened state: a locked, migrated database. One instance at a time owns it; the lock belongs
 * to the process (H2: the operating system's file lock; PostgreSQL: an advisory lock of a
 * connection), so that a process that died holds nothing.
 */
public final class StateDatabase implements AutoCloseable {

  /** SQLState/error code of H2 for a file that another process has open. */
  private static final int H2_ALREADY_IN_USE = 90020;

  private static final int H2_WRONG_FILE_PASSWORD = 90049;

  /** What an encrypted file looks like to H2 when it is given no password. */
  private static final int H2_FILE_CORRUPTED = 90030;

  /** A transaction waits for another one as long as that takes, not for H2's two seconds alone. */
  private static final String PATIENCE = ";LOCK_TIMEOUT=60000";

  /**
   * H2 parses a statement anew each time unless it is among the last of its session; as many as the
   * program has are kept, in place of H2's 8.
   */
  private static final String PARSED_ONCE = ";QUERY_CACHE_SIZE=256";

  /**
   * Rows are alike: compressed they take less than half of the room. H2 does not compact the file
   * when it closes it: {@link FileCompaction} does.
   */
  private static final String SMALL = ";COMPRESS=TRUE;MAX_COMPACT_TIME=0";

  private static final int H2_WRONG_USER = 28000;
  private static final int CONNECTIONS = 8;

  /** Parsing costs as much as carrying out, and each statement is parsed once for all states. */
  private static final SqlParser PARSER = new ColonPrefixSqlParser();

  private final DataSource source;
  private final @Nullable HikariDataSource pool;
  private final @Nullable ServerLock lock;
  private final Jdbi jdbi;
  private @Nullable Path file;
  private @Nullable String filePassword;

  private StateDatabase(HikariDataSource pool, @Nullable ServerLock lock) {
    this(pool, pool, lock);
  }

  private StateDatabase(
      DataSource source, @Nullable HikariDataSource pool, @Nullable ServerLock lock) {
    this.source = source;
    this.pool = pool;
    this.lock = lock;
    this.jdbi =
        Jdbi.create(source)
            .registerArgument(new Instants())
            .registerArrayType(String.class, "varchar");
    jdbi.getConfig(SqlStatements.class).setSqlParser(PARSER);
    jdbi.setTransactionHandler(new OneTransactionAtATime());
  }

  /**
   * A state in a database that is open, locked and migrated already.
   *
   * @param database gives connections to it; stays open when the state is closed
   * @return never null
   */
  static StateDatabase in(DataSource database) {
    return new StateDatabase(database, null, null);
  }

  /** No database: every connection is refused. */
  static StateDatabase none() {
    JdbcDataSource nowhere = new JdbcDataSource();
    nowhere.setURL("jdbc:h2:mem:none;IFEXISTS=TRUE");
    return new StateDatabase(nowhere, null, null);
  }

  /**
   * Opens, locks and migrates the state, creating it where there is none.
   *
   * @param address where it lies
   * @param workingDirectory what a relative path in the address counts from
   * @return the opened state, to be closed
   * @throws StateBusyException if another instance has it
   * @throws StateException if it cannot be opened or migrated
   */
  public static StateDatabase open(StateAddress address, Path workingDirectory) {
    if (address.memory()) {
      return inMemory(address);
    }
    privateDirectory(address.directory(workingDirectory));
    return address.embedded()
        ? openEmbedded(address, address.file(workingDirectory))
        : openServer(address);
  }

  private static StateDatabase inMemory(StateAddress address) {
    String url = address.url() + ";DB_CLOSE_DELAY=-1" + PATIENCE + PARSED_ONCE;
    StateDatabase database = new StateDatabase(pool(url, "sa", ""), null);
    try (Connection connection = database.source.getConnection()) {
      Schema.create(connection);
      return database;
    } catch (SQLException e) {
      database.close();
      throw new StateException("The state in memory cannot be made: " + text(e), e);
    }
  }

  private static StateDatabase openEmbedded(StateAddress address, Path file) {
    // WRITE_DELAY=0: what is committed survives the death of the process at any moment; H2 would
    // otherwise keep commits in memory for half a second.
    // TRACE_LEVEL_FILE=0: H2 would write values of failed statements beside the database in clear.
    String url =
        "jdbc:h2:file:"
            + file
            + address.options()
            + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;TRACE_LEVEL_FILE=0"
            + PATIENCE
            + PARSED_ONCE
            + SMALL;
    String password = address.password() == null ? "" : address.password();
    String filePassword = null;
    if (address.encryptionPassword() != null) {
      url += ";CIPHER=AES";
      // H2 takes the file password and the user password in one, separated by a blank.
      filePassword = address.encryptionPassword().replace(" ", "_");
      password = filePassword + " " + password;
    }
    String username = address.username() == null ? "sa" : address.username();
    Path onDisk = file.resolveSibling(file.getFileName() + ".mv.db");
    privateFile(onDisk);
    try {
      while (!opened(url, username, password, onDisk)) {
        privateFile(onDisk);
      }
    } catch (SQLException e) {
      throw embeddedFailure(address, e);
    }
    StateDatabase database = new StateDatabase(pool(url, username, password), null);
    database.file = onDisk;
    database.filePassword = filePassword;
    return migrated(database, address);
  }

  /**
   * Opens and locks the file; it stays so.
   *
   * @return false if another instance that ended has replaced the file meanwhile
   */
  private static boolean opened(String url, String username, String password, Path onDisk)
      throws SQLException {
    Object before = identity(onDisk);
    try (Connection probe = DriverManager.getConnection(url, username, password);
        Statement statement = probe.createStatement()) {
      boolean same = Objects.equals(before, identity(onDisk));
      if (!same) {
        statement.execute("SHUTDOWN IMMEDIATELY");
      }
      return same;
    }
  }

  /** What tells one file from another that has its name later; null if the system does not. */
  private static @Nullable Object identity(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      throw new StateException("The file " + file + " cannot be read: " + e, e);
    }
  }

  private static StateException embeddedFailure(StateAddress address, SQLException e) {
    return switch (e.getErrorCode()) {
      case H2_ALREADY_IN_USE -> new StateBusyException(address.toString(), e);
      case H2_WRONG_FILE_PASSWORD ->
          new StateException(
              "The state "
                  + address
                  + " is encrypted, or is not, other than state.encryption-password says. Set the"
                  + " password that it was created with.",
              e);
      case H2_FILE_CORRUPTED ->
          new StateException(
              "The state "
                  + address
                  + " cannot be read. If it is encrypted, set state.encryption-password; otherwise"
                  + " it is damaged: put a copy of it in its place, or remove it to begin anew.",
              e);
      case H2_WRONG_USER ->
          new StateException(
              "The state " + address + " refuses state.username and state.password.", e);
      default -> new StateException("The state " + address + " cannot be opened: " + text(e), e);
    };
  }

  private static StateDatabase openServer(StateAddress address) {
    ServerLock lock = ServerLock.take(address);
    HikariDataSource pool;
    try {
      pool = pool(address.url(), address.username(), address.password());
    } catch (RuntimeException e) {
      lock.close();
      throw new StateException("The state " + address + " cannot be opened: " + text(e), e);
    }
    return migrated(new StateDatabase(pool, lock), address);
  }

  private static HikariDataSource pool(
      String url, @Nullable String username, @Nullable String password) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("state");
    config.setJdbcUrl(url);
    config.setUsername(username);
    config.setPassword(password);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setRegisterMbeans(false);
    if (url.startsWith(StateAddress.POSTGRESQL)) {
      // One statement for the rows of a batch; what the address itself says has precedence.
      config.addDataSourceProperty("reWriteBatchedInserts", "true");
    }
    return new HikariDataSource(config);
  }

  /** Sees to it that the database has the tables of this version. */
  private static StateDatabase migrated(StateDatabase database, StateAddress address) {
    try {
      if (!database.hasCurrentSchema() && !database.madeInFile()) {
        Migration.run(database.source, address);
      }
      return database;
    } catch (SQLException e) {
      database.close();
      throw new StateException("The state " + address + " cannot be opened: " + text(e), e);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private boolean hasCurrentSchema() throws SQLException {
    try (Connection connection = source.getConnection()) {
      return Schema.isCurrent(connection);
    }
  }

  private boolean madeInFile() throws SQLException {
    if (file == null) {
      return false;
    }
    try (Connection connection = source.getConnection()) {
      return Schema.createInFile(connection);
    }
  }

  private static void privateDirectory(Path directory) {
    try {
      PrivateFiles.directory(directory);
      if (!Files.isWritable(directory)) {
        throw new StateException(
            "The folder " + directory + " of the state is not writable.", null);
      }
    } catch (IOException e) {
      throw new StateException("The folder " + directory + " of the state cannot be made: " + e, e);
    }
  }

  private static void privateFile(Path database) {
    try {
      PrivateFiles.file(database);
    } catch (IOException e) {
      throw new StateException("The file " + database + " cannot be made private: " + e, e);
    }
  }

  static String text(Throwable e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  /**
   * Access to the database.
   *
   * @return never null; unusable once closed
   */
  public Jdbi jdbi() {
    return jdbi;
  }

  /**
   * Whether the database answers and is still this instance's alone.
   *
   * @return false if it does not, or if another instance has it now
   */
  public boolean up() {
    try (Connection connection = source.getConnection()) {
      return connection.isValid(2) && (lock == null || lock.held());
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    if (pool == null) {
      return;
    }
    boolean open = !pool.isClosed();
    // First: it would open a database anew that has been shut down, to have a connection idle.
    pool.close();
    if (open && lock == null) {
      shutDown();
    }
    if (lock != null) {
      lock.close();
    }
  }

  /** The database has been told not to close with its last connection. */
  private void shutDown() {
    HikariDataSource closed = Objects.requireNonNull(pool);
    boolean gaps = false;
    try (Connection connection =
            DriverManager.getConnection(
                closed.getJdbcUrl(), closed.getUsername(), closed.getPassword());
        Statement statement = connection.createStatement()) {
      gaps = file != null && FileCompaction.pays(connection);
      statement.execute("SHUTDOWN");
    } catch (SQLException e) {
      // Already shut down.
    }
    if (gaps) {
      FileCompaction.compact(Objects.requireNonNull(file), filePassword);
    }
  }
}
