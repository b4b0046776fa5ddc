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
 * The ownership of a state in PostgreSQL: an advisory lock of a connection of its own, so that a
 * process that died holds nothing. Safe for use by several threads.
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
   * Takes the lock.
   *
   * @throws StateBusyException if another instance has it
   * @throws StateException if the server cannot be reached
   */
  static ServerLock take(StateAddress address) {
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
    // Keeps a dead machine's lock from living on in the server.
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
      // The server needs a moment to see that a process has died.
      timeout.execute("set lock_timeout = '2s'");
      lock.setInt(1, (int) key.getValue());
      lock.execute();
    }
  }

  /**
   * Whether this instance still has the state. A lock that went with its connection, as when the
   * server was started anew, is taken again.
   *
   * @return false if the server cannot be reached, or if another instance was faster
   */
  synchronized boolean held() {
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
      // Closing alone is seen by the server a little later.
      unlock.execute("select pg_advisory_unlock_all()");
    } catch (SQLException e) {
      // The server has ended the connection, and the lock with it.
    }
  }
}
