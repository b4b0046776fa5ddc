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
 * The users or the groups of one page: read by one query, changed in the order of the page, and
 * written by batches. So each page costs the same few statements.
 */
final class SourcePage {

  /**
   * Graph always returns it for a group. Only {@code false} means that assignments do not count.
   */
  private static final String SECURITY_ENABLED = "securityEnabled";

  /**
   * What the page belongs to.
   *
   * @param round number of the round
   * @param full whether the round reads everything
   * @param propertiesOutOfScope Graph properties that are stored of an object out of scope
   * @param everything whether every object of the tenant is in scope, assigned or not
   */
  record Context(long round, boolean full, Set<String> propertiesOutOfScope, boolean everything) {}

  /** An object with the changes that were applied so far. */
  private static final class Row {
    private final String id;
    private final boolean stored;
    private final boolean entitled;
    private final boolean linked;
    private @Nullable ObjectNode properties;
    private boolean complete;
    private Presence presence = Presence.PRESENT;
    private long round;
    private boolean modified;
    private boolean pending;

    private Row(String id, boolean stored, boolean entitled, boolean linked) {
      this.id = id;
      this.stored = stored;
      this.entitled = entitled;
      this.linked = linked;
    }

    private boolean isKnown() {
      return properties != null;
    }
  }

  private final Handle h;
  private final SourceStore source;
  private final MembershipChanges members;
  private final ObjectType type;
  private final Context context;
  private final Map<String, Row> rows = new LinkedHashMap<>();

  /**
   * Reads the stored objects.
   *
   * @param ids object ids of the page, also repeated ones
   */
  SourcePage(
      Handle h,
      SourceStore source,
      Entitlement entitlement,
      MembershipChanges members,
      ObjectType type,
      Collection<String> ids,
      Context context) {
    this.h = h;
    this.source = source;
    this.members = members;
    this.type = type;
    this.context = context;
    for (List<String> chunk : Ids.chunks(Set.copyOf(ids))) {
      Ids.bind(
              h.createQuery(
                  "select k.id, o.properties, o.complete, o.presence, o.round, case when "
                      + entitlement.entitledSql(type, "k.id")
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

  /** Applies the next entry of the page. */
  void apply(DirectoryChange change) {
    Row row = Objects.requireNonNull(rows.get(change.id()), "not read");
    Presence presence = Presence.of(change.removal());
    if (presence == Presence.PRESENT) {
      put(row, change);
    } else if (row.isKnown()) {
      // Graph can send @removed for an unknown object, also in the first round.
      remove(row, presence);
    }
  }

  private void put(Row row, DirectoryChange change) {
    ObjectNode stored = row.properties;
    boolean present = row.presence == Presence.PRESENT;
    boolean seenInRound = stored != null && present && row.round == context.round();
    boolean fresh = context.full() && !seenInRound;
    ObjectNode before = stored == null || fresh ? JsonNodeFactory.instance.objectNode() : stored;
    ObjectNode properties = SourceObject.merge(before, change.properties());
    // Graph returns a new object with all properties in any round.
    boolean complete = fresh || stored == null || row.complete;
    if (!context.everything() && !row.entitled && !row.linked) {
      properties = properties.deepCopy().retain(context.propertiesOutOfScope());
      complete = false;
    }
    boolean restored = stored != null && !present;
    boolean differs = stored == null || restored || !stored.equals(properties);
    row.pending |= differs || context.full();
    row.modified |= row.pending || complete != row.complete || row.round != context.round();
    row.properties = properties;
    row.complete = complete;
    row.presence = Presence.PRESENT;
    row.round = context.round();
    if (type == ObjectType.USER) {
      if (restored) {
        members.userPresenceChanged(row.id);
      }
      return;
    }
    if (stored == null) {
      members.groupAdded(row.id);
    } else if (restored) {
      members.groupPresenceChanged(row.id);
    }
    members.addMembers(row.id, change.members());
    boolean entitledBefore = stored != null && !restored && securityEnabled(stored);
    if (entitledBefore != securityEnabled(properties) && row.entitled) {
      members.entitlementChanged(row.id);
    }
  }

  private void remove(Row row, Presence presence) {
    boolean replayed = row.presence == presence;
    if (replayed || row.presence == Presence.DELETED) {
      return;
    }
    row.presence = presence;
    row.round = context.round();
    row.pending = true;
    row.modified = true;
    if (type == ObjectType.USER) {
      members.userPresenceChanged(row.id);
    } else {
      members.groupPresenceChanged(row.id);
      if (row.entitled) {
        members.entitlementChanged(row.id);
      }
    }
  }

  private static boolean securityEnabled(ObjectNode properties) {
    return properties.path(SECURITY_ENABLED).asBoolean(true);
  }

  /** Writes the changed objects. */
  void write() {
    execute(
        row -> !row.stored && row.isKnown(),
        "insert into source_object (type, id, properties, complete, presence, security_enabled,"
            + " round, in_scope, changed, pending) values (:type, :id, :properties, :complete,"
            + " :presence, :security, :round, false, :changed, true)");
    String update =
        "update source_object set properties = :properties, complete = :complete,"
            + " presence = :presence, security_enabled = :security, round = :round";
    String where = " where type = :type and id = :id";
    execute(
        row -> row.stored && row.pending, update + ", changed = :changed, pending = true" + where);
    execute(row -> row.stored && row.modified && !row.pending, update + where);
  }

  private void execute(Predicate<Row> filter, String statement) {
    List<Row> selected = new ArrayList<>(rows.values());
    selected.removeIf(filter.negate());
    // Objects are planned and written in the order of their ids. Inserted in this order they are
    // neighbours in the table, so that fewer pages of it are saved with each group of outcomes.
    selected.sort(Comparator.comparing(row -> row.id));
    boolean numbered = statement.contains(":changed");
    Batches.executeEach(
        h,
        statement,
        selected,
        (batch, row) -> {
          ObjectNode properties = Objects.requireNonNull(row.properties);
          if (numbered) {
            batch.bind("changed", source.nextChange());
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
