package org.entrazscaler.store;

import java.util.Collection;
import java.util.function.BiConsumer;
import org.entrazscaler.graph.ObjectKey;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/** Executes statements for many rows in one round trip. */
public final class Batches {

  private Batches() {}

  /**
   * Executes a statement for each item.
   *
   * @param sql the statement
   * @param items the items; if there are none, nothing is sent
   * @param bind binds the values of an item to the statement
   * @return the number of rows that each item has changed, according to the driver; not reliable
   *     for insertions
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

  /** Executes a statement with {@code :type} and {@code :id} for each key. */
  public static int[] executeEachKey(Handle h, String sql, Collection<ObjectKey> keys) {
    return executeEach(h, sql, keys, Batches::bind);
  }

  /** Binds {@code :type} and {@code :id} to a statement. */
  public static <S extends SqlStatement<S>> S bind(S statement, ObjectKey key) {
    return statement.bind("type", key.type().name()).bind("id", key.id());
  }
}
