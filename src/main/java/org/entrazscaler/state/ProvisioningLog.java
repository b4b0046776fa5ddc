package org.entrazscaler.state;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.entrazscaler.entra.ObjectType;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The provisioning log: an entry for each action. */
public final class ProvisioningLog {

  private static final int LONGEST_REASON = 64 * 1024;

  private final Jdbi jdbi;
  private final AtomicLong last;

  ProvisioningLog(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.last =
        new AtomicLong(
            jdbi.withHandle(
                h ->
                    h.createQuery("select coalesce(max(id), 0) from provisioning_log")
                        .mapTo(Long.class)
                        .one()));
  }

  void add(Handle h, LogEntry entry) {
    h.createUpdate(
            "insert into provisioning_log (id, at, cycle_id, change_id, action, status, type,"
                + " source_id, source_name, target_id, target_name, duration_ms, error_code,"
                + " reason, modified, steps) values (:id, :at, :cycle, :change, :action, :status,"
                + " :type, :source, :sourceName, :target, :targetName, :duration, :code, :reason,"
                + " :modified, :steps)")
        .bind("id", last.incrementAndGet())
        .bind("at", entry.at())
        .bind("cycle", entry.cycleId())
        .bind("change", entry.changeId())
        .bind("action", entry.action())
        .bind("status", entry.status())
        .bind("type", entry.key().type().name())
        .bind("source", entry.key().id())
        .bind("sourceName", Texts.fitting(entry.sourceName(), 1000))
        .bind("target", entry.targetId())
        .bind(
            "targetName",
            entry.targetName() == null ? null : Texts.fitting(entry.targetName(), 1000))
        .bind("duration", entry.durationMillis())
        .bind("code", entry.errorCode() == null ? null : Texts.fitting(entry.errorCode(), 100))
        .bind(
            "reason", entry.reason() == null ? null : Texts.fitting(entry.reason(), LONGEST_REASON))
        .bind("modified", Json.text(entry.modified()))
        .bind("steps", Json.text(entry.steps()))
        .execute();
  }

  /**
   * Records an action by itself.
   *
   * @param entry what happened
   */
  public void add(LogEntry entry) {
    jdbi.useTransaction(h -> add(h, entry));
  }

  /**
   * Reads entries, oldest first, one at a time.
   *
   * @param query which ones
   * @param consumer what is done with each
   */
  public void read(LogQuery query, Consumer<LogEntry> consumer) {
    StringBuilder where = new StringBuilder(" where 1 = 1");
    Map<String, Object> values = new LinkedHashMap<>();
    if (query.since() != null) {
      where.append(" and at >= :since");
      values.put("since", query.since());
    }
    if (query.status() != null) {
      where.append(" and status = :status");
      values.put("status", query.status());
    }
    if (query.cycleId() != null) {
      where.append(" and cycle_id = :cycle");
      values.put("cycle", query.cycleId());
    }
    if (query.object() != null) {
      where.append(
          " and (source_id = :object or target_id = :object or lower(source_name) = lower(:object)"
              + " or lower(target_name) = lower(:object))");
      values.put("object", query.object());
    }
    jdbi.useTransaction(
        h -> {
          var statement =
              h.createQuery("select * from provisioning_log" + where + " order by id")
                  .setFetchSize(500);
          values.forEach(statement::bind);
          statement.map(ProvisioningLog::entry).useStream(entries -> entries.forEach(consumer));
        });
  }

  /**
   * Forgets old entries.
   *
   * @param before entries older than this go
   */
  public void prune(Instant before) {
    jdbi.useHandle(
        h ->
            h.createUpdate("delete from provisioning_log where at < :before")
                .bind("before", before)
                .execute());
  }

  private static LogEntry entry(ResultSet rs, @Nullable StatementContext context)
      throws SQLException {
    return new LogEntry(
        Instants.required(rs, "at"),
        rs.getString("cycle_id"),
        rs.getString("change_id"),
        rs.getString("action"),
        rs.getString("status"),
        new ObjectKey(ObjectType.valueOf(rs.getString("type")), rs.getString("source_id")),
        rs.getString("source_name"),
        rs.getString("target_id"),
        rs.getString("target_name"),
        rs.getLong("duration_ms"),
        rs.getString("error_code"),
        rs.getString("reason"),
        (ArrayNode) Json.node(rs.getString("modified")),
        (ArrayNode) Json.node(rs.getString("steps")));
  }
}
