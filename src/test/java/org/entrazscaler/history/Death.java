package org.entrazscaler.history;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import javax.sql.DataSource;

/**
 * Lets the program die between two of its dealings with the outside, which are requests and
 * transactions of the state. From then on it reaches neither. Safe for use by several threads.
 */
final class Death {

  private boolean dead;
  private int dealingsLeft = Integer.MAX_VALUE;
  private int dealings;

  /** The program dies after so many further dealings. */
  synchronized void after(int dealings) {
    dealingsLeft = dealings;
  }

  /** A new process: it lives until it is told otherwise. */
  synchronized void reborn() {
    dead = false;
    dealingsLeft = Integer.MAX_VALUE;
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

  /** To be called before each step that is no dealing by itself: the dead take none. */
  synchronized void step() {
    if (dead) {
      throw new ProgramDied();
    }
  }

  /** Connections to a database for a program that may be dead. */
  DataSource before(DataSource database) {
    return (DataSource)
        Proxy.newProxyInstance(
            Death.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getConnection")) {
                dealing();
              }
              try {
                return method.invoke(database, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
