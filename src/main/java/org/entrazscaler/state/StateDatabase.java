package org.entrazscaler.state;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import java.util.zip.CRC32;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
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
  private static final int H2_WRONG_USER = 28000;
  private static final int CONNECTIONS = 8;

  private final HikariDataSource pool;
  private final @Nullable Connection lock;
  private final Jdbi jdbi;

  private StateDatabase(HikariDataSource pool, @Nullable Connection lock) {
    this.pool = pool;
    this.lock = lock;
    this.jdbi = Jdbi.create(pool).registerArgument(new Instants());
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
    privateDirectory(address.directory(workingDirectory));
    return address.embedded()
        ? openEmbedded(address, address.file(workingDirectory))
        : openServer(address);
  }

  private static StateDatabase openEmbedded(StateAddress address, Path file) {
    // WRITE_DELAY=0: what is committed survives the death of the process at any moment; H2 would
    // otherwise keep commits in memory for half a second.
    String url = "jdbc:h2:file:" + file + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1";
    String password = address.password() == null ? "" : address.password();
    if (address.encryptionPassword() != null) {
      url += ";CIPHER=AES";
      // H2 takes the file password and the user password in one, separated by a blank.
      password = address.encryptionPassword().replace(" ", "_") + " " + password;
    }
    String username = address.username() == null ? "sa" : address.username();
    try (Connection probe = DriverManager.getConnection(url, username, password)) {
      probe.isValid(1);
    } catch (SQLException e) {
      throw embeddedFailure(address, e);
    }
    HikariDataSource pool = pool(url, username, password);
    privateFiles(file);
    return migrated(new StateDatabase(pool, null), address);
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
      case H2_WRONG_USER ->
          new StateException(
              "The state " + address + " refuses state.username and state.password.", e);
      default -> new StateException("The state " + address + " cannot be opened: " + text(e), e);
    };
  }

  private static StateDatabase openServer(StateAddress address) {
    Properties properties = new Properties();
    if (address.username() != null) {
      properties.setProperty("user", address.username());
    }
    if (address.password() != null) {
      properties.setProperty("password", address.password());
    }
    // Keeps a dead machine's lock from living on in the server.
    properties.setProperty("tcpKeepAlive", "true");
    Connection lock;
    try {
      lock = DriverManager.getConnection(address.url(), properties);
    } catch (SQLException e) {
      throw new StateException(
          "The state "
              + address
              + " cannot be opened (state.url, state.username, state.password): "
              + text(e),
          e);
    }
    try {
      if (!tryAdvisoryLock(lock)) {
        lock.close();
        throw new StateBusyException(address.toString(), null);
      }
    } catch (SQLException e) {
      throw new StateException("The state " + address + " cannot be locked: " + text(e), e);
    }
    HikariDataSource pool = pool(address.url(), address.username(), address.password());
    return migrated(new StateDatabase(pool, lock), address);
  }

  private static boolean tryAdvisoryLock(Connection connection) throws SQLException {
    CRC32 key = new CRC32();
    key.update("entra-zscaler-provisioning".getBytes(StandardCharsets.US_ASCII));
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_try_advisory_lock(?, hashtext(current_schema()))")) {
      statement.setInt(1, (int) key.getValue());
      try (ResultSet result = statement.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    }
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
    return new HikariDataSource(config);
  }

  private static StateDatabase migrated(StateDatabase database, StateAddress address) {
    try {
      Flyway.configure(StateDatabase.class.getClassLoader())
          .dataSource(database.pool)
          .locations("classpath:db/migration")
          .load()
          .migrate();
      return database;
    } catch (FlywayException e) {
      database.close();
      throw new StateException(
          "The state "
              + address
              + " cannot be brought to this version's form. Was it written by a newer version? "
              + text(e),
          e);
    }
  }

  private static void privateDirectory(Path directory) {
    try {
      if (!Files.isDirectory(directory)) {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.createDirectories(
              directory,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
          Files.createDirectories(directory);
        }
      }
      if (!Files.isWritable(directory)) {
        throw new StateException(
            "The folder " + directory + " of the state is not writable.", null);
      }
    } catch (IOException e) {
      throw new StateException("The folder " + directory + " of the state cannot be made: " + e, e);
    }
  }

  private static void privateFiles(Path file) {
    Path database = file.resolveSibling(file.getFileName() + ".mv.db");
    try {
      if (database.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rw-------"));
      }
    } catch (IOException e) {
      throw new StateException("The file " + database + " cannot be made private: " + e, e);
    }
  }

  private static String text(Throwable e) {
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
   * Whether the database answers.
   *
   * @return false if it does not
   */
  public boolean up() {
    try (Connection connection = pool.getConnection()) {
      return connection.isValid(2);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    if (lock == null) {
      try (Connection connection = pool.getConnection();
          java.sql.Statement statement = connection.createStatement()) {
        // The database has been told not to close with its last connection.
        statement.execute("SHUTDOWN");
      } catch (SQLException e) {
        // Already shut down.
      }
    }
    pool.close();
    if (lock != null) {
      try {
        lock.close();
      } catch (SQLException e) {
        // The server has ended the connection, and the lock with it.
      }
    }
  }
}
