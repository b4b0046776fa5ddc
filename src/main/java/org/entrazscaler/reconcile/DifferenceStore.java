package org.entrazscaler.reconcile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.reconcile.Difference.Kind;
import org.entrazscaler.store.Texts;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * What reconciliations found. A difference that is found again is recognized, so that it is
 * reported by mail only once.
 */
public final class DifferenceStore {

  /** The kinds that are differences, as a list of SQL literals. */
  private static final String DIFFERENCES =
      Arrays.stream(Kind.values())
          .filter(Kind::isDifference)
          .map(kind -> "'" + kind.name() + "'")
          .collect(Collectors.joining(", ", "(", ")"));

  private static final String UNRESOLVED =
      " and (d.kind in ('CONTRADICTION', 'UNCLEAR') or exists (select 1 from source_object o"
          + " where o.type = d.type and o.id = d.source_id and o.pending = true)"
          + " or exists (select 1 from parked p where p.type = d.type"
          + " and p.source_id = d.source_id))";

  private final Jdbi jdbi;

  public DifferenceStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Records a finding.
   *
   * @param cycle id of the reconciliation
   */
  public void add(long cycle, Difference found) {
    String id =
        Texts.digest(
            String.join(
                "\n",
                List.of(
                    found.kind().name(),
                    found.type().name(),
                    String.valueOf(found.sourceId()),
                    String.valueOf(found.targetId()),
                    String.valueOf(found.attribute()),
                    String.valueOf(found.required()),
                    String.valueOf(found.current()))));
    jdbi.useTransaction(
        h -> {
          boolean reported =
              h.createQuery("select told from difference where id = :id")
                  .bind("id", id)
                  .mapTo(Boolean.class)
                  .findOne()
                  .orElse(false);
          h.createUpdate("delete from difference where id = :id").bind("id", id).execute();
          h.createUpdate(
                  "insert into difference (id, kind, type, source_id, target_id, name, attribute,"
                      + " wanted, held, note, number, cycle, told) values (:id, :kind, :type,"
                      + " :sourceId, :targetId, :name, :attribute, :wanted, :held, :note, :number,"
                      + " :cycle, :told)")
              .bind("id", id)
              .bind("kind", found.kind().name())
              .bind("type", found.type().name())
              .bind("sourceId", found.sourceId())
              .bind("targetId", found.targetId())
              .bind("name", Texts.fitting(found.name(), 1000))
              .bind("attribute", found.attribute())
              .bind("wanted", storable(found.required()))
              .bind("held", storable(found.current()))
              .bind("note", storable(found.note()))
              .bind("number", found.number())
              .bind("cycle", cycle)
              .bind("told", reported)
              .execute();
        });
  }

  private static @Nullable String storable(@Nullable String text) {
    return text == null ? null : Texts.fitting(text, 10_000);
  }

  /**
   * Removes what a complete reconciliation did not find again.
   *
   * @param cycle id of the reconciliation
   */
  public void forgetOthers(long cycle) {
    jdbi.useTransaction(
        h ->
            h.createUpdate("delete from difference where cycle <> :cycle")
                .bind("cycle", cycle)
                .execute());
  }

  /**
   * Counts the findings.
   *
   * @param cycle id of the reconciliation
   * @return the number for each kind that was found
   */
  public Map<Kind, Integer> counts(long cycle) {
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    jdbi.useTransaction(
        h ->
            h.createQuery(
                    "select kind, sum(number) as found from difference where cycle = :cycle"
                        + " group by kind")
                .bind("cycle", cycle)
                .map((rs, c) -> Map.entry(Kind.valueOf(rs.getString("kind")), rs.getInt("found")))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue())));
    return counts;
  }

  /**
   * The findings of one kind.
   *
   * @param cycle id of the reconciliation
   * @param kind which kind
   * @param limit maximum number of findings
   * @return sorted by name
   */
  public List<Difference> find(long cycle, Kind kind, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select * from difference where cycle = :cycle and kind = :kind"
                        + " order by name, attribute, id fetch first :limit rows only")
                .bind("cycle", cycle)
                .bind("kind", kind.name())
                .bind("limit", limit)
                .map(DifferenceStore::difference)
                .list());
  }

  /** Removes a permanently deleted user wherever a finding names it. */
  public static void forgetUser(Handle h, ObjectKey key, Collection<String> names) {
    h.createUpdate("delete from difference where type = :type and source_id = :id")
        .bind("type", key.type().name())
        .bind("id", key.id())
        .execute();
    for (String name : names) {
      h.createUpdate(
              "delete from difference where name = :name or attribute = 'members'"
                  + " and (wanted = :name or held = :name)")
          .bind("name", name)
          .execute();
    }
  }

  /**
   * How many differences remain after a repair.
   *
   * @param cycle id of the reconciliation
   * @return differences of objects that are pending or parked, and those that only a person can
   *     resolve
   */
  public int unresolvedCount(long cycle) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select coalesce(sum(d.number), 0) from difference d where d.cycle = :cycle"
                        + " and d.kind in "
                        + DIFFERENCES
                        + UNRESOLVED)
                .bind("cycle", cycle)
                .mapTo(Integer.class)
                .one());
  }

  /**
   * The differences that no mail has reported.
   *
   * @param limit maximum number of differences
   * @return sorted by kind and name
   */
  public List<Difference> unreported(int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select * from difference where told = false and kind in "
                        + DIFFERENCES
                        + " order by kind, name, id fetch first :limit rows only")
                .bind("limit", limit)
                .map(DifferenceStore::difference)
                .list());
  }

  /** How many differences no mail has reported. */
  public int unreportedCount() {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select coalesce(sum(number), 0) from difference where told = false and kind in "
                        + DIFFERENCES)
                .mapTo(Integer.class)
                .one());
  }

  /** Marks all findings as reported. */
  public void markReported() {
    jdbi.useTransaction(h -> h.execute("update difference set told = true where told = false"));
  }

  private static Difference difference(ResultSet rs, @Nullable StatementContext context)
      throws SQLException {
    return new Difference(
        Kind.valueOf(rs.getString("kind")),
        ObjectType.valueOf(rs.getString("type")),
        rs.getString("source_id"),
        rs.getString("target_id"),
        rs.getString("name"),
        rs.getString("attribute"),
        rs.getString("wanted"),
        rs.getString("held"),
        rs.getString("note"),
        rs.getInt("number"));
  }
}
