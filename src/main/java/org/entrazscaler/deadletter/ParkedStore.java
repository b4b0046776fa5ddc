package org.entrazscaler.deadletter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.source.SourceStore;
import org.entrazscaler.store.Batches;
import org.entrazscaler.store.Instants;
import org.entrazscaler.store.Texts;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The dead-letter list: objects that could not be written, each with its reason. */
public final class ParkedStore {

  /** Its parameters are set by {@link #bind(PreparedBatch, ParkedObject, boolean)}. */
  public static final String INSERT =
      "insert into parked (type, source_id, name, action, cause, code, reason, advice, request,"
          + " answer, first_failed, attempts, next_attempt, cycle_id, notified) values (:type, :id,"
          + " :name, :action, :cause, :code, :reason, :advice, :request, :answer, :first,"
          + " :attempts, :next, :cycle, :notified)";

  private static final int MAX_TEXT_LENGTH = 64 * 1024;

  private final Jdbi jdbi;
  private final SourceStore source;

  public ParkedStore(Jdbi jdbi, SourceStore source) {
    this.jdbi = jdbi;
    this.source = source;
  }

  /**
   * Finds a parked object.
   *
   * @return empty if the object is not parked
   */
  public Optional<ParkedObject> find(ObjectKey key) {
    return jdbi.withHandle(
        h ->
            bind(h.createQuery("select * from parked where type = :type and source_id = :id"), key)
                .map(ParkedStore::parked)
                .findOne());
  }

  /** All parked objects, sorted by cause and name. */
  public List<ParkedObject> all() {
    return jdbi.withHandle(ParkedStore::all);
  }

  private static List<ParkedObject> all(Handle h) {
    return h.createQuery("select * from parked order by cause, name")
        .map(ParkedStore::parked)
        .list();
  }

  /** The causes for which objects are parked, the most frequent first. */
  public List<ParkedCause> causes() {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select cause, count(*) as number, min(code) as code, min(reason) as reason,"
                        + " min(advice) as advice, min(next_attempt) as next_attempt"
                        + " from parked group by cause order by number desc, cause")
                .map(
                    (rs, context) ->
                        new ParkedCause(
                            rs.getString("cause"),
                            rs.getInt("number"),
                            rs.getString("code"),
                            rs.getString("reason"),
                            rs.getString("advice"),
                            Instants.required(rs, "next_attempt")))
                .list());
  }

  /**
   * The first objects that are parked for one cause, sorted by name.
   *
   * @param cause as {@link ParkedCause#cause} has it
   * @param limit maximum number of objects
   */
  public List<ParkedObject> findByCause(String cause, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select * from parked where cause = :cause order by name, source_id"
                        + " fetch first :limit rows only")
                .bind("cause", cause)
                .bind("limit", limit)
                .map(ParkedStore::parked)
                .list());
  }

  public int count() {
    return jdbi.withHandle(
        h -> h.createQuery("select count(*) from parked").mapTo(Integer.class).one());
  }

  /** The objects that no mail has reported, sorted by cause and name. */
  public List<ParkedObject> unnotified() {
    return jdbi.withHandle(
        h ->
            h.createQuery("select * from parked where notified = false order by cause, name")
                .map(ParkedStore::parked)
                .list());
  }

  /**
   * Records that a mail has reported objects.
   *
   * @param objects as they were reported; an object that has failed for another cause since stays
   *     new
   */
  public void markNotified(List<ParkedObject> objects) {
    jdbi.useTransaction(
        h -> {
          for (ParkedObject object : objects) {
            bind(
                    h.createUpdate(
                        "update parked set notified = true where type = :type and source_id = :id"
                            + " and cause = :cause"),
                    object.key())
                .bind("cause", object.cause())
                .execute();
          }
        });
  }

  /**
   * Marks the objects pending whose next attempt is due.
   *
   * @param now the current time
   * @return how many
   */
  public int markDuePending(Instant now) {
    return jdbi.inTransaction(
        h -> {
          List<ObjectKey> due =
              h.createQuery("select type, source_id from parked where next_attempt <= :now")
                  .bind("now", now)
                  .map((rs, context) -> key(rs))
                  .list();
          source.markPending(h, due);
          return due.size();
        });
  }

  /** Removes an object from the list and marks it pending. */
  public void retry(ObjectKey key) {
    jdbi.useTransaction(
        h -> {
          remove(h, List.of(key));
          source.markPending(h, key);
        });
  }

  /** Removes all objects from the list and marks them pending. */
  public void retryAll() {
    jdbi.useTransaction(
        h -> {
          source.markPending(
              h,
              h.createQuery("select type, source_id from parked")
                  .map((rs, context) -> key(rs))
                  .list());
          h.execute("delete from parked");
        });
  }

  /** The cause as it is stored. */
  public static String cause(ParkedObject object) {
    return Texts.fitting(object.cause(), 1000);
  }

  /**
   * Sets the parameters of {@link #INSERT}.
   *
   * @param notified whether a mail has reported the object with this cause
   */
  public static void bind(PreparedBatch insert, ParkedObject object, boolean notified) {
    bind(insert, object.key())
        .bind("name", Texts.fitting(object.name(), 1000))
        .bind("action", object.action())
        .bind("cause", cause(object))
        .bind("code", Texts.fitting(object.code(), 100))
        .bind("reason", Texts.fitting(object.reason(), MAX_TEXT_LENGTH))
        .bind("advice", Texts.fitting(object.advice(), MAX_TEXT_LENGTH))
        .bind(
            "request",
            object.request() == null ? null : Texts.fitting(object.request(), MAX_TEXT_LENGTH))
        .bind(
            "answer",
            object.answer() == null ? null : Texts.fitting(object.answer(), MAX_TEXT_LENGTH))
        .bind("first", object.firstFailed())
        .bind("attempts", object.attempts())
        .bind("next", object.nextAttempt())
        .bind("cycle", object.cycleId())
        .bind("notified", notified);
  }

  public static void remove(Handle h, Collection<ObjectKey> keys) {
    Batches.executeEachKey(h, "delete from parked where type = :type and source_id = :id", keys);
  }

  private static <S extends SqlStatement<S>> S bind(S statement, ObjectKey key) {
    return statement.bind("type", key.type().name()).bind("id", key.id());
  }

  private static ObjectKey key(ResultSet rs) throws SQLException {
    return new ObjectKey(ObjectType.valueOf(rs.getString("type")), rs.getString("source_id"));
  }

  private static ParkedObject parked(ResultSet rs, @Nullable StatementContext context)
      throws SQLException {
    return new ParkedObject(
        key(rs),
        rs.getString("name"),
        rs.getString("action"),
        rs.getString("cause"),
        rs.getString("code"),
        rs.getString("reason"),
        rs.getString("advice"),
        rs.getString("request"),
        rs.getString("answer"),
        Instants.required(rs, "first_failed"),
        rs.getInt("attempts"),
        Instants.required(rs, "next_attempt"),
        rs.getString("cycle_id"),
        rs.getBoolean("notified"));
  }
}
