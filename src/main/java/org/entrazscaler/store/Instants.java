package org.entrazscaler.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Instants in columns with a time zone. JDBC 4.2 maps these only to {@link OffsetDateTime};
 * PostgreSQL's driver rejects an {@link Instant}.
 */
public final class Instants extends AbstractArgumentFactory<Instant> {

  Instants() {
    super(Types.TIMESTAMP_WITH_TIMEZONE);
  }

  @Override
  protected Argument build(Instant value, ConfigRegistry config) {
    OffsetDateTime time = value.atOffset(ZoneOffset.UTC);
    return (position, statement, context) -> statement.setObject(position, time);
  }

  /** The instant in a column that is never null. */
  public static Instant required(ResultSet rs, String column) throws SQLException {
    return rs.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** The instant in a column, or null. */
  public static @Nullable Instant optional(ResultSet rs, String column) throws SQLException {
    OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
