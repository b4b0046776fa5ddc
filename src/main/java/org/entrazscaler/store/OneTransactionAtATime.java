package org.entrazscaler.store;

import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.transaction.DelegatingTransactionHandler;
import org.jdbi.v3.core.transaction.LocalTransactionHandler;
import org.jdbi.v3.core.transaction.TransactionHandler;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Lets one transaction work at a time, whatever thread it is of; reading needs none. Each writes
 * rows of many objects, so that two at a time could wait for each other. And for H2's files there
 * is a second reason: a commit saves the tables one by one, with what other transactions have
 * changed so far, but perhaps without their undo log, which is a table made for each. After the
 * death of the process half a transaction would then be left, such as members of a group whose
 * creation was not begun.
 */
final class OneTransactionAtATime extends DelegatingTransactionHandler {

  private final ReentrantLock lock;

  OneTransactionAtATime() {
    this(LocalTransactionHandler.binding(), new ReentrantLock(true));
  }

  private OneTransactionAtATime(TransactionHandler delegate, ReentrantLock lock) {
    super(delegate);
    this.lock = lock;
  }

  @Override
  public TransactionHandler specialize(Handle handle) throws SQLException {
    return new OneTransactionAtATime(getDelegate().specialize(handle), lock);
  }

  @Override
  public <R, X extends Exception> R inTransaction(Handle handle, HandleCallback<R, X> work)
      throws X {
    lock.lock();
    try {
      return super.inTransaction(handle, work);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public <R, X extends Exception> R inTransaction(
      Handle handle, TransactionIsolationLevel level, HandleCallback<R, X> work) throws X {
    lock.lock();
    try {
      return super.inTransaction(handle, level, work);
    } finally {
      lock.unlock();
    }
  }
}
