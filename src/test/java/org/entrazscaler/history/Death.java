package org.entrazscaler.history;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Lets the program die between two of its dealings with the outside, which are requests and
 * transactions of the state, or between two statements of a transaction, of which nothing is left
 * then. From then on it reaches neither. Safe for use by several threads.
 */
final class Death {

  private static final Set<String> STATEMENTS =
      Set.of("prepareStatement", "createStatement", "commit");

  private boolean dead;
  private int dealingsLeft = Integer.MAX_VALUE;
  private int dealings;
  private int statementsLeft = Integer.MAX_VALUE;

  /** The program dies after so many further dealings. */
  synchronized void after(int dealings) {
    dealingsLeft = dealings;
  }

  /** The program dies before a statement, or a commit, after so many further ones. */
  synchronized void afterStatements(int statements) {
    statementsLeft = statements;
  }

  /** A new process: it lives until it is told otherwise. */
  synchronized void reborn() {
    dead = false;
    dealingsLeft = Integer.MAX_VALUE;
    statementsLeft = Integer.MAX_VALUE;
  }

  synchronized boolean dead() {
    return dead;
  }

  synchronized int dealings() {
    return dealings;
  }

  /** To be called before each dealing. */
  synchronized void dealing() {
    dealings++;
    if (!dead && dealingsLeft-- <= 0) {
      dead = true;
    }
    if (dead) {
      throw new ProgramDied();
    }
  }

  private synchronized void statement() {
    if (!dead && statementsLeft-- <= 0) {
      dead = true;
    }
    step();
  }

  /** To be called before each step that is no dealing by itself: the dead take none. */
  synchronized void step() {
    if (dead) {
      throw new ProgramDied();
    }
  }

  /** Connections to a database for a program that may be dead. */
  DataSource before(DataSource database) {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          boolean opens = method.getName().equals("getConnection");
          if (opens) {
            dealing();
          }
          Object result = method.invoke(database, arguments);
          return opens ? before((Connection) result) : result;
        });
  }

  /** What a transaction has changed is rolled back when its program dies. */
  private Connection before(Connection connection) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          if (STATEMENTS.contains(method.getName())) {
            statement();
          }
          return method.invoke(connection, arguments);
        });
  }

  private interface Call {
    @Nullable Object of(Method method, Object @Nullable [] arguments)
        throws ReflectiveOperationException;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            Death.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return call.of(method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
