package org.entrazscaler.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.store.Batches;
import org.entrazscaler.store.Instants;
import org.entrazscaler.store.Json;
import org.entrazscaler.store.Texts;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The provisioning log: one entry for each action. */
public final class ProvisioningLog {

  private static final int MAX_REASON_LENGTH = 64 * 1024;
  private static final int MAX_NAME_LENGTH = 1000;

  private final Jdbi jdbi;
  private final AtomicLong last = new AtomicLong();

  public ProvisioningLog(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Loads the last id from the database. */
  public void load() {
    last.set(
        jdbi.withHandle(
            h ->
                h.createQuery("select coalesce(max(id), 0) from provisioning_log")
                    .mapTo(Long.class)
                    .one()));
  }

  public void add(Handle h, Collection<LogEntry> entries) {
    Batches.executeEach(
        h,
        "insert into provisioning_log (id, at, cycle_id, change_id, action, status, type,"
            + " source_id, source_name, source_display, target_id, target_name,"
            + " target_display, duration_ms, error_code, additional_details, error_category,"
            + " recommended_action, reason, modified, steps) values (:id, :at, :cycle,"
            + " :change, :action, :status, :type, :source, :sourceName, :sourceDisplay,"
            + " :target, :targetName, :targetDisplay, :duration, :code, :details, :category,"
            + " :advice, :reason, :modified, :steps)",
        entries,
        this::bind);
  }

  private void bind(PreparedBatch batch, LogEntry entry) {
    LogError error = entry.error();
    batch
        .bind("id", last.incrementAndGet())
        .bind("at", entry.at())
        .bind("cycle", entry.cycleId())
        .bind("change", entry.changeId())
        .bind("action", entry.action())
        .bind("status", entry.status())
        .bind("type", entry.key().type().name())
        .bind("source", entry.key().id())
        .bind("sourceName", fitting(entry.source().name(), MAX_NAME_LENGTH))
        .bind("sourceDisplay", fitting(entry.source().displayName(), MAX_NAME_LENGTH))
        .bind("target", entry.target().id())
        .bind("targetName", fitting(entry.target().name(), MAX_NAME_LENGTH))
        .bind("targetDisplay", fitting(entry.target().displayName(), MAX_NAME_LENGTH))
        .bind("duration", entry.durationMillis())
        .bind("code", error == null ? null : fitting(error.code(), 100))
        .bind(
            "details", error == null ? null : fitting(error.additionalDetails(), MAX_REASON_LENGTH))
        .bind("category", error == null ? null : fitting(error.category(), 100))
        .bind(
            "advice", error == null ? null : fitting(error.recommendedAction(), MAX_REASON_LENGTH))
        .bind("reason", fitting(entry.reason(), MAX_REASON_LENGTH))
        .bind("modified", Json.text(entry.modified()))
        .bind("steps", LogSteps.text(entry.steps()));
  }

  /** Adds one entry in its own transaction. */
  public void add(LogEntry entry) {
    jdbi.useTransaction(h -> add(h, List.of(entry)));
  }

  /**
   * Reads entries one at a time, oldest first.
   *
   * @param query selects the entries
   * @param consumer receives each entry
   */
  public void read(LogQuery query, Consumer<LogEntry> consumer) {
    Map<String, Object> values = new LinkedHashMap<>();
    String where = where(query, values);
    jdbi.withHandle(h -> read(h, where, values, consumer));
  }

  /**
   * PostgreSQL returns rows in portions only within a transaction. This transaction only reads, so
   * nothing waits for it.
   */
  private static @Nullable Void read(
      Handle h, String where, Map<String, Object> values, Consumer<LogEntry> consumer) {
    h.begin();
    try {
      var statement =
          h.createQuery("select * from provisioning_log" + where + " order by id")
              .setFetchSize(500);
      values.forEach(statement::bind);
      statement.map(ProvisioningLog::entry).useStream(entries -> entries.forEach(consumer));
      return null;
    } finally {
      h.rollback();
    }
  }

  /**
   * Whether any entry matches.
   *
   * @param query selects the entries
   */
  public boolean has(LogQuery query) {
    Map<String, Object> values = new LinkedHashMap<>();
    String where = where(query, values);
    return jdbi.withHandle(
        h -> {
          var statement =
              h.createQuery("select id from provisioning_log" + where + " fetch first 1 rows only");
          values.forEach(statement::bind);
          return statement.mapTo(Long.class).findOne().isPresent();
        });
  }

  private static String where(LogQuery query, Map<String, Object> values) {
    StringBuilder where = new StringBuilder(" where 1 = 1");
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
              + " or lower(source_display) = lower(:object) or lower(target_name) = lower(:object)"
              + " or lower(target_display) = lower(:object))");
      values.put("object", query.object());
    }
    return where.toString();
  }

  /**
   * Deletes old entries.
   *
   * @param before entries older than this are deleted
   */
  public void prune(Instant before) {
    jdbi.useTransaction(
        h ->
            h.createUpdate("delete from provisioning_log where at < :before")
                .bind("before", before)
                .execute());
  }

  /**
   * The name of an object in its last entry.
   *
   * @param key the source object
   * @return empty if the log has no entry about it
   */
  public Optional<String> lastName(ObjectKey key) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select source_name from provisioning_log where type = :type"
                        + " and source_id = :id order by id desc fetch first 1 rows only")
                .bind("type", key.type().name())
                .bind("id", key.id())
                .mapTo(String.class)
                .findOne());
  }

  /** The last cycle that wrote anything; empty if the log no longer has one. */
  public Optional<String> lastWritingCycle() {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select cycle_id from provisioning_log where status = 'success' and action in"
                        + " ('create', 'update', 'disable', 'delete')"
                        + " and cycle_id <> 'on-demand' order by id desc"
                        + " fetch first 1 rows only")
                .mapTo(String.class)
                .findOne());
  }

  /**
   * The objects that a cycle wrote.
   *
   * @param cycleId id of the cycle
   * @return users before groups; empty if nothing was written, or the entries were deleted
   */
  public List<ObjectKey> writtenBy(String cycleId) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select distinct type, source_id from provisioning_log where cycle_id = :cycle"
                        + " and status = 'success' and action in"
                        + " ('create', 'update', 'disable', 'delete')"
                        + " order by type desc, source_id")
                .bind("cycle", cycleId)
                .map(
                    (rs, c) ->
                        new ObjectKey(
                            ObjectType.valueOf(rs.getString("type")), rs.getString("source_id")))
                .list());
  }

  /**
   * The groups that may have lost accounts by the writes of a cycle, so that the cycle wrote the
   * memberships again.
   *
   * @param cycleId id of the cycle
   * @return object ids of groups by object id of the user
   */
  public Map<String, Set<String>> groupsRewrittenBy(String cycleId) {
    return jdbi.withHandle(
        h -> {
          Map<String, Set<String>> groups = new HashMap<>();
          h.createQuery(
                  "select * from provisioning_log where cycle_id = :cycle and type = 'USER'"
                      + " and status = 'success' and modified like '%\"groups\"%'")
              .bind("cycle", cycleId)
              .map(ProvisioningLog::entry)
              .forEach(
                  entry -> {
                    for (JsonNode property : entry.modified()) {
                      if (property.path("displayName").asText().equals("groups")) {
                        groups
                            .computeIfAbsent(entry.key().id(), user -> new HashSet<>())
                            .add(property.path("sourceId").asText());
                      }
                    }
                  });
          return groups;
        });
  }

  /**
   * Counts the objects that a cycle has changed and that are still in the target. Groups with
   * changed members only are not counted.
   *
   * @param cycleId id of the cycle
   * @param type users or groups
   */
  public int changedCount(String cycleId, ObjectType type) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select count(distinct p.source_id) from provisioning_log p join link l"
                        + " on l.type = p.type and l.source_id = p.source_id"
                        + " and l.target_id is not null where p.cycle_id = :cycle"
                        + " and p.type = :type and p.status = 'success'"
                        + " and p.action in ('update', 'disable')"
                        // Members have entries of their own.
                        + " and p.modified not like '%\"displayName\":\"members\"%'"
                        + " and not exists (select 1 from provisioning_log o"
                        + " where o.cycle_id = p.cycle_id and o.type = p.type"
                        + " and o.source_id = p.source_id and o.status = 'success'"
                        + " and o.action in ('create', 'delete'))")
                .bind("cycle", cycleId)
                .bind("type", type.name())
                .mapTo(Integer.class)
                .one());
  }

  /**
   * The successful entries about an object after an entry, oldest first.
   *
   * @param key the source object
   * @param after id of the entry
   */
  public List<LogEntry> successes(ObjectKey key, long after) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select * from provisioning_log where type = :type and source_id = :id"
                        + " and id > :after and status = 'success' order by id")
                .bind("type", key.type().name())
                .bind("id", key.id())
                .bind("after", after)
                .map(ProvisioningLog::entry)
                .list());
  }

  /**
   * Whether the log says that a safeguard holds an object.
   *
   * @param key the source object
   * @param since when the hold began
   */
  public boolean hasStagedDelete(ObjectKey key, Instant since) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                        "select count(*) from provisioning_log where type = :type"
                            + " and source_id = :id and action = :action and at >= :since")
                    .bind("type", key.type().name())
                    .bind("id", key.id())
                    .bind("action", LogEntry.STAGED_DELETE)
                    .bind("since", since)
                    .mapTo(Integer.class)
                    .one()
                > 0);
  }

  /**
   * Removes the values of a permanently deleted user from all entries; actions and ids stay.
   *
   * @return the names that the entries had for the user
   */
  public static Set<String> forgetUser(Handle h, ObjectKey key) {
    Set<String> names = new HashSet<>();
    List<LogEntry> entries =
        h.createQuery("select * from provisioning_log where type = :type and source_id = :id")
            .bind("type", key.type().name())
            .bind("id", key.id())
            .map(ProvisioningLog::entry)
            .list();
    for (LogEntry entry : entries) {
      Stream.of(entry.source().name(), entry.source().displayName(), entry.target().name())
          .filter(name -> name != null && !name.equals(key.id()))
          .forEach(names::add);
      boolean hasWords = !entry.status().equals(LogEntry.SUCCESS);
      h.createUpdate(
              "update provisioning_log set source_name = source_id, source_display = null,"
                  + " target_name = null, target_display = null, additional_details = null,"
                  + " recommended_action = null, modified = :modified, steps = :steps"
                  + (hasWords ? ", reason = null" : "")
                  + " where id = :id")
          .bind("steps", LogSteps.text(withoutWords(entry.steps())))
          .bind("modified", Json.text(withoutValues(entry.modified())))
          .bind("id", entry.id())
          .execute();
    }
    return names;
  }

  private static ArrayNode withoutWords(ArrayNode steps) {
    ArrayNode without = steps.arrayNode();
    for (JsonNode step : steps) {
      if (step instanceof ObjectNode object) {
        ObjectNode bare = object.deepCopy().putNull("description");
        bare.putObject("details");
        without.add(bare);
      }
    }
    return without;
  }

  private static ArrayNode withoutValues(ArrayNode modified) {
    ArrayNode without = modified.arrayNode();
    for (JsonNode property : modified) {
      without
          .addObject()
          .put("displayName", property.path("displayName").asText())
          .putNull("oldValue")
          .putNull("newValue")
          .put("removed", true);
    }
    return without;
  }

  private static @Nullable LogError error(ResultSet rs) throws SQLException {
    String code = rs.getString("error_code");
    String category = rs.getString("error_category");
    return code == null
        ? null
        : new LogError(
            code,
            rs.getString("additional_details"),
            category == null ? LogError.NON_SERVICE : category,
            rs.getString("recommended_action"));
  }

  private static @Nullable String fitting(@Nullable String text, int maxLength) {
    return text == null ? null : Texts.fitting(text, maxLength);
  }

  private static LogEntry entry(ResultSet rs, @Nullable StatementContext context)
      throws SQLException {
    ObjectKey key =
        new ObjectKey(ObjectType.valueOf(rs.getString("type")), rs.getString("source_id"));
    return new LogEntry(
        rs.getLong("id"),
        Instants.required(rs, "at"),
        rs.getString("cycle_id"),
        rs.getString("change_id"),
        rs.getString("action"),
        rs.getString("status"),
        key,
        new LogIdentity(key.id(), rs.getString("source_name"), rs.getString("source_display")),
        new LogIdentity(
            rs.getString("target_id"), rs.getString("target_name"), rs.getString("target_display")),
        rs.getLong("duration_ms"),
        error(rs),
        rs.getString("reason"),
        (ArrayNode) Json.node(rs.getString("modified")),
        LogSteps.parse(rs.getString("steps")));
  }
}
