package org.entrazscaler.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.zip.CRC32;

/**
 * The lock of a state in PostgreSQL: an advisory lock of a separate connection. It ends with the
 * process. Safe for use by several threads.
 */
final class ServerLock implements AutoCloseable {

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final StateAddress address;
  private Connection connection;

  private ServerLock(StateAddress address, Connection connection) {
    this.address = address;
    this.connection = connection;
  }

  /**
   * Acquires the lock.
   *
   * @throws StateBusyException if another instance has it
   * @throws StateException if the server cannot be reached
   */
  static ServerLock acquire(StateAddress address) {
    try {
      return new ServerLock(address, connect(address));
    } catch (SQLException e) {
      throw new StateException(
          "The state "
              + address
              + " cannot be opened (state.url, state.username, state.password): "
              + StateDatabase.text(e),
          e);
    }
  }

  private static Connection connect(StateAddress address) throws SQLException {
    Properties properties = new Properties();
    if (address.username() != null) {
      properties.setProperty("user", address.username());
    }
    if (address.password() != null) {
      properties.setProperty("password", address.password());
    }
    // Otherwise the server would keep the lock of a machine that is gone.
    properties.setProperty("tcpKeepAlive", "true");
    Connection connection = DriverManager.getConnection(address.url(), properties);
    try {
      lock(connection);
      return connection;
    } catch (SQLException e) {
      connection.close();
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw new StateBusyException(address.toString(), e);
      }
      throw e;
    }
  }

  private static void lock(Connection connection) throws SQLException {
    CRC32 key = new CRC32();
    key.update("entra-zscaler-provisioning".getBytes(StandardCharsets.US_ASCII));
    try (Statement timeout = connection.createStatement();
        PreparedStatement lock =
            connection.prepareStatement(
                "select pg_advisory_lock(?, hashtext(coalesce(current_schema(), '')))")) {
      // The server needs a moment to notice that a process has died.
      timeout.execute("set lock_timeout = '2s'");
      lock.setInt(1, (int) key.getValue());
      lock.execute();
    }
  }

  /**
   * Whether this instance still has the lock. A lock that was lost with its connection, for example
   * by a restart of the server, is acquired again.
   *
   * @return false if the server cannot be reached, or if another instance has the lock
   */
  synchronized boolean isHeld() {
    try {
      if (!connection.isValid(2)) {
        connection.close();
        connection = connect(address);
      }
      return true;
    } catch (SQLException | StateBusyException e) {
      return false;
    }
  }

  @Override
  public synchronized void close() {
    try (Connection ended = connection;
        Statement unlock = ended.createStatement()) {
      // The server notices a closed connection only a little later.
      unlock.execute("select pg_advisory_unlock_all()");
    } catch (SQLException e) {
      // The server has ended the connection, and the lock with it.
    }
  }
}
