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
 * Runs one transaction at a time; reading needs no transaction. The first reason is that each
 * transaction writes rows of many objects, so that two of them could wait for each other. The
 * second reason applies to H2's files: a commit saves one table after the other, with the changes
 * that other transactions have made so far, but perhaps without the undo log of these, which is a
 * separate table. If the process then died, a part of a transaction would remain, for example
 * members of a group whose creation was not started.
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
