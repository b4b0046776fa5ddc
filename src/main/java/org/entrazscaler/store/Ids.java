package org.entrazscaler.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Object ids as a table in a query, so that one query reads many objects. The text of the query
 * does not depend on the number of ids, and each id is looked up in the index of the joined table.
 * The SQL works in H2 and PostgreSQL.
 */
public final class Ids {

  /** SQL for a table {@code k} with the column {@code id}; other tables are joined to it. */
  public static final String TABLE = "unnest(cast(:ids as varchar(200) array)) as k(id)";

  /** H2 allows at most 65,536 elements in an array. */
  private static final int CHUNK_SIZE = 10_000;

  private Ids() {}

  /**
   * Splits a collection into parts that are small enough for an array.
   *
   * @return parts that are not empty; an empty list for an empty collection
   */
  public static <T> List<List<T>> chunks(Collection<T> all) {
    List<T> list = List.copyOf(all);
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < list.size(); from += CHUNK_SIZE) {
      chunks.add(list.subList(from, Math.min(from + CHUNK_SIZE, list.size())));
    }
    return chunks;
  }

  /**
   * Binds the ids to a statement with {@link #TABLE}.
   *
   * @param ids object ids or SCIM ids; a repeated id is a repeated row
   * @return the statement
   */
  public static <S extends SqlStatement<S>> S bind(S statement, Collection<String> ids) {
    return statement.bindArray("ids", String.class, ids);
  }

  /**
   * Runs a query for any number of ids.
   *
   * @param query a query with {@link #TABLE} and one result column
   * @param ids object ids or SCIM ids
   * @return the different results, as a modifiable set
   */
  public static Set<String> select(Handle h, String query, Collection<String> ids) {
    Set<String> selected = new LinkedHashSet<>();
    for (List<String> chunk : chunks(ids)) {
      bind(h.createQuery(query), chunk).mapTo(String.class).forEach(selected::add);
    }
    return selected;
  }
}
