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
import org.jdbi.v3.core.statement.DefinedAttributeTemplateEngine;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jspecify.annotations.Nullable;

/**
 * The opened state: a locked, migrated database. One instance at a time has the lock (H2: a file
 * lock of the operating system; PostgreSQL: an advisory lock of a connection), which ends with the
 * process.
 */
final class StateDatabase implements AutoCloseable {

  /** H2's error code for a file that another process has open. */
  private static final int H2_ALREADY_IN_USE = 90020;

  private static final int H2_WRONG_FILE_PASSWORD = 90049;

  /** H2's error code for an encrypted file without a password, too. */
  private static final int H2_FILE_CORRUPTED = 90030;

  /** A transaction waits until another one ends, and not only for H2's default of two seconds. */
  private static final String LOCK_TIMEOUT = ";LOCK_TIMEOUT=60000";

  /**
   * H2 keeps only the last parsed statements of a session, 8 by default. This is enough for all
   * statements of the program.
   */
  private static final String STATEMENT_CACHE = ";QUERY_CACHE_SIZE=256";

  /**
   * The rows are similar: compressed they need less than half of the space. H2 does not compact the
   * file when it closes it; {@link FileCompaction} does.
   */
  private static final String COMPRESSION = ";COMPRESS=TRUE;MAX_COMPACT_TIME=0";

  private static final int H2_WRONG_USER = 28000;
  private static final int CONNECTIONS = 8;

  /** Shared by all states, because parsing a statement takes as long as executing it. */
  private static final SqlParser PARSER = new ColonPrefixSqlParser();

  private static final TemplateEngine TEMPLATES = new DefinedAttributeTemplateEngine();

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
    jdbi.getConfig(SqlStatements.class)
        .setSqlParser(PARSER)
        .setTemplateEngine(StateDatabase::rendered);
    jdbi.setTransactionHandler(new OneTransactionAtATime());
  }

  /** Only a statement with a list of values is a template; JDBI would parse all in each state. */
  private static String rendered(String sql, StatementContext context) {
    return context.getAttributes().isEmpty() ? sql : TEMPLATES.render(sql, context);
  }

  /**
   * A state in a database that is already open, locked and migrated.
   *
   * @param database supplies connections; stays open when the state is closed
   */
  static StateDatabase in(DataSource database) {
    return new StateDatabase(database, null, null);
  }

  /** A state without a database: every connection fails. */
  static StateDatabase none() {
    JdbcDataSource nowhere = new JdbcDataSource();
    nowhere.setURL("jdbc:h2:mem:none;IFEXISTS=TRUE");
    return new StateDatabase(nowhere, null, null);
  }

  /**
   * Opens, locks and migrates the state. Creates it if it does not exist.
   *
   * @param workingDirectory base of a relative path in the address
   * @return the opened state, which the caller closes
   * @throws StateBusyException if another instance has the state
   * @throws StateException if it cannot be opened or migrated
   */
  public static StateDatabase open(StateAddress address, Path workingDirectory) {
    if (address.isInMemory()) {
      return inMemory(address);
    }
    privateDirectory(address.directory(workingDirectory));
    return address.isEmbedded()
        ? openEmbedded(address, address.file(workingDirectory))
        : openServer(address);
  }

  private static StateDatabase inMemory(StateAddress address) {
    String url = address.url() + ";DB_CLOSE_DELAY=-1" + LOCK_TIMEOUT + STATEMENT_CACHE;
    StateDatabase database = new StateDatabase(pool(url, "sa", ""), null);
    try (Connection connection = database.source.getConnection()) {
      Schema.create(connection);
      return database;
    } catch (SQLException e) {
      database.close();
      throw new StateException("The state in memory cannot be created: " + text(e), e);
    }
  }

  private static StateDatabase openEmbedded(StateAddress address, Path file) {
    // WRITE_DELAY=0: a commit survives the death of the process; by default H2 keeps commits in
    // memory for half a second.
    // TRACE_LEVEL_FILE=0: otherwise H2 writes the values of failed statements to a plain file.
    String url =
        "jdbc:h2:file:"
            + file
            + address.options()
            + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;TRACE_LEVEL_FILE=0"
            + LOCK_TIMEOUT
            + STATEMENT_CACHE
            + COMPRESSION;
    String password = address.password() == null ? "" : address.password();
    String filePassword = null;
    if (address.encryptionPassword() != null) {
      url += ";CIPHER=AES";
      // H2 expects the file password and the user password in one text, separated by a space.
      filePassword = address.encryptionPassword().replace(" ", "_");
      password = filePassword + " " + password;
    }
    String username = address.username() == null ? "sa" : address.username();
    Path onDisk = file.resolveSibling(file.getFileName() + ".mv.db");
    privateFile(onDisk);
    try {
      while (!openFile(url, username, password, onDisk)) {
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
   * Opens and locks the file, which stays open.
   *
   * @return false if another instance, when it ended, has replaced the file in the meantime
   */
  private static boolean openFile(String url, String username, String password, Path onDisk)
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

  /** Identifies a file, even if another one gets its name; null if the system cannot. */
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
                  + " does not match state.encryption-password: the password is wrong, or the file"
                  + " is not encrypted. Set the password with which it was created.",
              e);
      case H2_FILE_CORRUPTED ->
          new StateException(
              "The state "
                  + address
                  + " cannot be read. If it is encrypted, set state.encryption-password; otherwise"
                  + " it is damaged: replace it by a backup, or delete it to start again.",
              e);
      case H2_WRONG_USER ->
          new StateException(
              "The state " + address + " rejects state.username and state.password.", e);
      default -> new StateException("The state " + address + " cannot be opened: " + text(e), e);
    };
  }

  private static StateDatabase openServer(StateAddress address) {
    ServerLock lock = ServerLock.acquire(address);
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
      // One statement for the rows of a batch; options in the address have precedence.
      config.addDataSourceProperty("reWriteBatchedInserts", "true");
    }
    return new HikariDataSource(config);
  }

  /** Creates or migrates the tables if necessary. */
  private static StateDatabase migrated(StateDatabase database, StateAddress address) {
    try {
      if (!database.hasCurrentSchema() && !database.createInFile()) {
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

  private boolean createInFile() throws SQLException {
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
      throw new StateException(
          "The folder " + directory + " of the state cannot be created: " + e, e);
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

  /** Access to the database. It cannot be used after the state is closed. */
  public Jdbi jdbi() {
    return jdbi;
  }

  /** Whether the database answers and this instance still has the lock. */
  public boolean isUp() {
    try (Connection connection = source.getConnection()) {
      return connection.isValid(2) && (lock == null || lock.isHeld());
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
    // First, because the pool would open the closed database again to have an idle connection.
    pool.close();
    if (open && lock == null) {
      shutDown();
    }
    if (lock != null) {
      lock.close();
    }
  }

  /** Closes the database, which does not close with its last connection. */
  private void shutDown() {
    HikariDataSource closed = Objects.requireNonNull(pool);
    boolean compact = false;
    try (Connection connection =
            DriverManager.getConnection(
                closed.getJdbcUrl(), closed.getUsername(), closed.getPassword());
        Statement statement = connection.createStatement()) {
      compact = file != null && FileCompaction.isWorthwhile(connection);
      statement.execute("SHUTDOWN");
    } catch (SQLException e) {
      // Already shut down.
    }
    if (compact) {
      FileCompaction.compact(Objects.requireNonNull(file), filePassword);
    }
  }
}
