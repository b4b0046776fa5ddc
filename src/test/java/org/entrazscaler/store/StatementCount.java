package org.entrazscaler.store;

import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/** Counts the statements of a database; a batch is one. */
public final class StatementCount implements SqlLogger {

  private final AtomicInteger statements = new AtomicInteger();

  /** Counts the statements of a database from now on. */
  public static StatementCount of(Jdbi jdbi) {
    StatementCount count = new StatementCount();
    jdbi.setSqlLogger(count);
    return count;
  }

  @Override
  public void logBeforeExecution(StatementContext context) {
    statements.incrementAndGet();
  }

  /** The number of statements of some work. */
  public int of(Runnable work) {
    statements.set(0);
    work.run();
    return statements.get();
  }
}
