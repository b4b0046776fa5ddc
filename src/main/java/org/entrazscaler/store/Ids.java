package org.entrazscaler.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Object ids as a table of a query, so that one query asks about many objects. The text of the
 * query does not depend on how many there are, and each id is looked up in the index of what is
 * joined to them. H2 and PostgreSQL share this SQL.
 */
public final class Ids {

  /** SQL for a table {@code k} with the column {@code id}; what is asked for is joined to it. */
  public static final String TABLE = "unnest(cast(:ids as varchar(200) array)) as k(id)";

  /** H2 takes at most 65,536 elements in an array. */
  private static final int MOST = 10_000;

  private Ids() {}

  /**
   * Parts of a collection that are small enough for an array.
   *
   * @return none of them empty; none at all of an empty collection
   */
  public static <T> List<List<T>> chunks(Collection<T> all) {
    List<T> list = List.copyOf(all);
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < list.size(); from += MOST) {
      chunks.add(list.subList(from, Math.min(from + MOST, list.size())));
    }
    return chunks;
  }

  /**
   * Gives the ids to a statement in which {@link #TABLE} is.
   *
   * @param ids object ids or SCIM ids; each comes as often as it is given
   * @return the statement
   */
  public static <S extends SqlStatement<S>> S bind(S statement, Collection<String> ids) {
    return statement.bindArray("ids", String.class, ids);
  }

  /**
   * The texts that a query selects for ids, however many.
   *
   * @param query a query with {@link #TABLE} in it and one column
   * @param ids object ids or SCIM ids
   * @return each text once, to be changed as wanted
   */
  public static Set<String> select(Handle h, String query, Collection<String> ids) {
    Set<String> selected = new LinkedHashSet<>();
    for (List<String> chunk : chunks(ids)) {
      bind(h.createQuery(query), chunk).mapTo(String.class).forEach(selected::add);
    }
    return selected;
  }
}
