package org.entrazscaler.store;

import java.util.Collection;
import java.util.function.BiConsumer;
import org.entrazscaler.graph.ObjectKey;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/** Statements that are sent once for many rows. */
public final class Batches {

  private Batches() {}

  /**
   * Carries out a statement for each of several items, in one round trip.
   *
   * @param sql the statement
   * @param items what it is carried out for; nothing is sent if there are none
   * @param bind gives the values of an item to the statement
   * @return how many rows each item changed, as the driver tells; of insertions nothing is known
   */
  public static <T> int[] executeEach(
      Handle h, String sql, Collection<T> items, BiConsumer<PreparedBatch, T> bind) {
    if (items.isEmpty()) {
      return new int[0];
    }
    PreparedBatch batch = h.prepareBatch(sql);
    for (T item : items) {
      bind.accept(batch, item);
      batch.add();
    }
    return batch.execute();
  }

  /** Carries out a statement with {@code :type} and {@code :id} for each of several objects. */
  public static int[] executeEachKey(Handle h, String sql, Collection<ObjectKey> keys) {
    return executeEach(h, sql, keys, Batches::bind);
  }

  /** Gives {@code :type} and {@code :id} to a statement. */
  public static <S extends SqlStatement<S>> S bind(S statement, ObjectKey key) {
    return statement.bind("type", key.type().name()).bind("id", key.id());
  }
}
