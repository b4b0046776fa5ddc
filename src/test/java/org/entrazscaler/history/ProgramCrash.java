package org.entrazscaler.history;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Simulates a crash of the program: before a call to the outside (a request, or a transaction of
 * the state) or before a statement of a transaction, which is then rolled back. After the crash the
 * program reaches neither. Safe for use by several threads.
 */
final class ProgramCrash {

  private static final Set<String> STATEMENTS =
      Set.of("prepareStatement", "createStatement", "commit");

  private boolean hasCrashed;
  private int callsLeft = Integer.MAX_VALUE;
  private int calls;
  private int statementsLeft = Integer.MAX_VALUE;

  /** The program crashes after this number of further calls. */
  synchronized void crashAfterCalls(int calls) {
    callsLeft = calls;
  }

  /** The program crashes before a statement or a commit, after this number of further ones. */
  synchronized void crashAfterStatements(int statements) {
    statementsLeft = statements;
  }

  /** A new process starts; no crash is planned. */
  synchronized void reset() {
    hasCrashed = false;
    callsLeft = Integer.MAX_VALUE;
    statementsLeft = Integer.MAX_VALUE;
  }

  synchronized boolean hasCrashed() {
    return hasCrashed;
  }

  /** Call this before each call to the outside. */
  synchronized void beforeCall() {
    if (!hasCrashed && callsLeft-- <= 0) {
      hasCrashed = true;
    }
    if (hasCrashed) {
      throw new SimulatedCrash();
    }
  }

  private synchronized void beforeStatement() {
    if (!hasCrashed && statementsLeft-- <= 0) {
      hasCrashed = true;
    }
    beforeStep();
  }

  /**
   * Call this before each step that makes no call to the outside: a crashed program runs no steps.
   */
  synchronized void beforeStep() {
    if (hasCrashed) {
      throw new SimulatedCrash();
    }
  }

  /** Wraps a data source for a program that may crash. */
  DataSource wrap(DataSource database) {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          boolean opens = method.getName().equals("getConnection");
          if (opens) {
            beforeCall();
          }
          Object result = method.invoke(database, arguments);
          return opens ? wrap((Connection) result) : result;
        });
  }

  /** A crash rolls the transaction back. */
  private Connection wrap(Connection connection) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          if (STATEMENTS.contains(method.getName())) {
            beforeStatement();
          }
          return method.invoke(connection, arguments);
        });
  }

  private interface Call {
    @Nullable Object invoke(Method method, Object @Nullable [] arguments)
        throws ReflectiveOperationException;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            ProgramCrash.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return call.invoke(method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
