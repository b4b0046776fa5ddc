package org.entrazscaler.cycle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.entrazscaler.store.Instants;
import org.entrazscaler.store.Json;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The table of cycles. */
public final class CycleStore {

  private final Jdbi jdbi;

  public CycleStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Records the start of a cycle.
   *
   * @param kind as {@link CycleKind#word} returns it
   * @param began start time
   * @return its id
   */
  public long begin(String kind, Instant began) {
    return jdbi.inTransaction(
        h -> {
          long id =
              h.createQuery("select coalesce(max(id), 0) + 1 from cycle").mapTo(Long.class).one();
          h.createUpdate(
                  "insert into cycle (id, kind, began, result, counts, requests)"
                      + " values (:id, :kind, :began, 'running', '{}', '{}')")
              .bind("id", id)
              .bind("kind", kind)
              .bind("began", began)
              .execute();
          return id;
        });
  }

  /**
   * Records the end of a cycle.
   *
   * @param id which one
   * @param ended end time
   * @param result one of the constants of {@link CycleRecord}
   * @param reason why it did not succeed, or null
   * @param counts numbers by {@link Counter#jsonName()}
   * @param requests numbers of requests by {@link TargetSystem#jsonName()}
   */
  public void end(
      long id,
      Instant ended,
      String result,
      @Nullable String reason,
      ObjectNode counts,
      ObjectNode requests) {
    jdbi.useTransaction(
        h ->
            h.createUpdate(
                    "update cycle set ended = :ended, result = :result, reason = :reason,"
                        + " counts = :counts, requests = :requests where id = :id")
                .bind("ended", ended)
                .bind("result", result)
                .bind("reason", reason)
                .bind("counts", Json.text(counts))
                .bind("requests", Json.text(requests))
                .bind("id", id)
                .execute());
  }

  /** Marks cycles whose process died as failed. */
  public void endAbandoned() {
    jdbi.useTransaction(
        h ->
            h.createUpdate(
                    "update cycle set result = 'failed', reason = 'The process ended during the"
                        + " cycle; the next cycle continues.' where result = 'running'")
                .execute());
  }

  /**
   * The last cycle.
   *
   * @return empty before the first one
   */
  public Optional<CycleRecord> last() {
    return jdbi.withHandle(
        h ->
            h.createQuery("select * from cycle order by id desc fetch first 1 rows only")
                .map(CycleStore::cycle)
                .findOne());
  }

  /**
   * Finds a cycle.
   *
   * @param id the number that the user has entered
   * @return empty if there is no such cycle
   */
  public Optional<CycleRecord> find(String id) {
    if (!id.matches("\\d{1,18}")) {
      return Optional.empty();
    }
    return jdbi.withHandle(
        h ->
            h.createQuery("select * from cycle where id = :id")
                .bind("id", Long.parseLong(id))
                .map(CycleStore::cycle)
                .findOne());
  }

  private static CycleRecord cycle(ResultSet rs, @Nullable StatementContext context)
      throws SQLException {
    return new CycleRecord(
        rs.getLong("id"),
        rs.getString("kind"),
        Instants.required(rs, "began"),
        Instants.optional(rs, "ended"),
        rs.getString("result"),
        rs.getString("reason"),
        Json.object(rs.getString("counts")),
        Json.object(rs.getString("requests")));
  }
}
