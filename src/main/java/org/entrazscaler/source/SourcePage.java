package org.entrazscaler.source;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.entrazscaler.directory.SourceObject;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.store.Batches;
import org.entrazscaler.store.Ids;
import org.entrazscaler.store.Json;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The users or the groups of one page: read by one query, brought to what the page says of them in
 * the order in which it says it, and written by batches. So a page takes the same few statements
 * whatever it holds.
 */
final class SourcePage {

  /** Graph always says it of a group; only its plain "no" keeps a group from being assigned. */
  private static final String SECURITY_ENABLED = "securityEnabled";

  /** Where a page stands and what is kept of an object. */
  record Terms(long round, boolean full, Set<String> keptOutOfScope, boolean everything) {}

  /** An object as the page has left it so far. */
  private static final class Row {
    private final String id;
    private final boolean stored;
    private final boolean entitled;
    private final boolean linked;
    private @Nullable ObjectNode properties;
    private boolean complete;
    private Presence presence = Presence.PRESENT;
    private long round;
    private boolean written;
    private boolean touched;

    private Row(String id, boolean stored, boolean entitled, boolean linked) {
      this.id = id;
      this.stored = stored;
      this.entitled = entitled;
      this.linked = linked;
    }

    private boolean known() {
      return properties != null;
    }
  }

  private final Handle h;
  private final SourceStore source;
  private final MembershipChanges members;
  private final ObjectType type;
  private final Terms terms;
  private final Map<String, Row> rows = new LinkedHashMap<>();

  /**
   * Reads what is stored of the objects of a page.
   *
   * @param ids their object ids, each as often as the page names it
   */
  SourcePage(
      Handle h,
      SourceStore source,
      Entitlement entitlement,
      MembershipChanges members,
      ObjectType type,
      Collection<String> ids,
      Terms terms) {
    this.h = h;
    this.source = source;
    this.members = members;
    this.type = type;
    this.terms = terms;
    for (List<String> chunk : Ids.chunks(Set.copyOf(ids))) {
      Ids.bind(
              h.createQuery(
                  "select k.id, o.properties, o.complete, o.presence, o.round, case when "
                      + entitlement.entitled(type, "k.id")
                      + " then true else false end as entitled, case when exists (select 1 from link l"
                      + " where l.type = :type and l.source_id = k.id) then true else false end"
                      + " as linked from "
                      + Ids.TABLE
                      + " left join source_object o on o.type = :type and o.id = k.id"),
              chunk)
          .bind("type", type.name())
          .map(
              (rs, c) -> {
                String properties = rs.getString("properties");
                Row row =
                    new Row(
                        rs.getString("id"),
                        properties != null,
                        rs.getBoolean("entitled"),
                        rs.getBoolean("linked"));
                if (properties != null) {
                  row.properties = Json.object(properties);
                  row.complete = rs.getBoolean("complete");
                  row.presence = Presence.valueOf(rs.getString("presence"));
                  row.round = rs.getLong("round");
                }
                return row;
              })
          .forEach(row -> rows.put(row.id, row));
    }
  }

  /** Takes in what the page says next. */
  void take(DirectoryChange change) {
    Row row = rows.get(change.id());
    Presence presence = Presence.of(change.removal());
    if (presence == Presence.PRESENT) {
      put(row, change);
    } else if (row.known()) {
      // @removed can come for an object that was never seen, also in the very first round.
      remove(row, presence);
    }
  }

  private void put(Row row, DirectoryChange change) {
    ObjectNode stored = row.properties;
    boolean present = row.presence == Presence.PRESENT;
    boolean seenInRound = stored != null && present && row.round == terms.round();
    boolean fresh = terms.full() && !seenInRound;
    ObjectNode before = stored == null || fresh ? JsonNodeFactory.instance.objectNode() : stored;
    ObjectNode properties = SourceObject.merge(before, change.properties());
    // A new object comes whole, in whichever round.
    boolean complete = fresh || stored == null || row.complete;
    if (!terms.everything() && !row.entitled && !row.linked) {
      properties = properties.deepCopy().retain(terms.keptOutOfScope());
      complete = false;
    }
    boolean restored = stored != null && !present;
    boolean differs = stored == null || restored || !stored.equals(properties);
    row.touched |= differs || terms.full();
    row.written |= row.touched || complete != row.complete || row.round != terms.round();
    row.properties = properties;
    row.complete = complete;
    row.presence = Presence.PRESENT;
    row.round = terms.round();
    if (type == ObjectType.USER) {
      if (restored) {
        members.comesOrGoes(row.id);
      }
      return;
    }
    if (stored == null) {
      members.seenFirst(row.id);
    } else if (restored) {
      members.presenceChanged(row.id);
    }
    members.take(row.id, change.members());
    boolean entitledBefore = stored != null && !restored && securityEnabled(stored);
    if (entitledBefore != securityEnabled(properties) && row.entitled) {
      members.entitlesOtherwise(row.id);
    }
  }

  private void remove(Row row, Presence presence) {
    boolean replayed = row.presence == presence;
    if (replayed || row.presence == Presence.DELETED) {
      return;
    }
    row.presence = presence;
    row.round = terms.round();
    row.touched = true;
    row.written = true;
    if (type == ObjectType.USER) {
      members.comesOrGoes(row.id);
    } else {
      members.presenceChanged(row.id);
      if (row.entitled) {
        members.entitlesOtherwise(row.id);
      }
    }
  }

  private static boolean securityEnabled(ObjectNode properties) {
    return properties.path(SECURITY_ENABLED).asBoolean(true);
  }

  /** Writes what was taken in. */
  void write() {
    each(
        row -> !row.stored && row.known(),
        "insert into source_object (type, id, properties, complete, presence, security_enabled,"
            + " round, in_scope, changed, pending) values (:type, :id, :properties, :complete,"
            + " :presence, :security, :round, false, :changed, true)");
    String update =
        "update source_object set properties = :properties, complete = :complete,"
            + " presence = :presence, security_enabled = :security, round = :round";
    String where = " where type = :type and id = :id";
    each(row -> row.stored && row.touched, update + ", changed = :changed, pending = true" + where);
    each(row -> row.stored && row.written && !row.touched, update + where);
  }

  private void each(Predicate<Row> which, String statement) {
    List<Row> chosen = new ArrayList<>(rows.values());
    chosen.removeIf(which.negate());
    // Objects are planned and written in the order of their ids: those that follow each other are
    // then neighbours in the table, and fewer pages of it are saved with each group of outcomes.
    chosen.sort(Comparator.comparing(row -> row.id));
    boolean numbered = statement.contains(":changed");
    Batches.each(
        h,
        statement,
        chosen,
        (batch, row) -> {
          ObjectNode properties = Objects.requireNonNull(row.properties);
          if (numbered) {
            batch.bind("changed", source.next());
          }
          Batches.bind(batch, new ObjectKey(type, row.id))
              .bind("properties", Json.text(properties))
              .bind("complete", row.complete)
              .bind("presence", row.presence.name())
              .bind("security", securityEnabled(properties))
              .bind("round", row.round);
        });
  }
}
