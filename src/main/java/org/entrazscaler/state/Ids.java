package org.entrazscaler.state;

import java.util.Collection;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Object ids as a table of a query, so that one query asks about many objects. The text of the
 * query does not depend on how many there are, and each id is looked up in the index of what is
 * joined to them. H2 and PostgreSQL share this SQL.
 */
final class Ids {

  /** SQL for a table {@code k} with the column {@code id}; what is asked for is joined to it. */
  static final String TABLE = "unnest(cast(:ids as varchar(200) array)) as k(id)";

  private Ids() {}

  /**
   * Gives the ids to a statement in which {@link #TABLE} is.
   *
   * @param ids object ids or SCIM ids; each comes as often as it is given
   * @return the statement
   */
  static <S extends SqlStatement<S>> S bind(S statement, Collection<String> ids) {
    return statement.bindArray("ids", String.class, ids);
  }
}
