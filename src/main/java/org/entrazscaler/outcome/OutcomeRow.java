package org.entrazscaler.outcome;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.entrazscaler.deadletter.ParkedObject;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.source.Presence;
import org.entrazscaler.store.Ids;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The data of one object that outcomes need from the state, and what must be written of it. The
 * first part always has the values as if the second part was written.
 */
final class OutcomeRow {

  private static final String READ =
      "select k.id, l.source_id as linked, l.target_id, l.held_name, l.disabled, l.member_eligible,"
          + " s.id as known, s.properties, s.presence, s.changed, p.source_id as parked, p.cause,"
          + " p.notified from "
          + Ids.TABLE
          + " left join link l on l.type = :type and l.source_id = k.id"
          + " left join source_object s on s.type = :type and s.id = k.id"
          + " left join parked p on p.type = :type and p.source_id = k.id";

  /** What happens to the planned change. */
  enum Plan {
    KEPT,
    HELD,
    DONE
  }

  final ObjectKey key;

  /** Whether there is a link, perhaps of a creation without a known outcome. */
  boolean linked;

  /** SCIM {@code id} of the target object; null if it is not known. */
  @Nullable String targetId;

  /** As {@link org.entrazscaler.link.UniqueName#of} has it. */
  @Nullable String heldName;

  boolean disabled;
  boolean memberEligible;

  /** Whether there is a source object. */
  final boolean known;

  final String properties;
  final @Nullable Presence presence;
  final long changed;

  /** Whether the source object was marked pending again since it was read. */
  boolean touched;

  @Nullable String cause;
  boolean notified;

  // --- changes to write --------------------------------------------------------------------------

  /** The link; its {@link Link#memberEligible} is replaced by {@link #memberEligible}. */
  @Nullable Link newLink;

  /** Whether the link is a new row. */
  boolean inserted;

  boolean unlinked;
  boolean eligibleChanged;
  @Nullable Completion completion;

  /** Whether the stored properties of a completed object stay as they are. */
  boolean keepsProperties;

  Plan plan = Plan.KEPT;
  final boolean wasParked;
  boolean unparked;
  @Nullable ParkedObject parked;

  private OutcomeRow(ObjectType type, ResultSet rs) throws SQLException {
    key = new ObjectKey(type, rs.getString("id"));
    linked = rs.getString("linked") != null;
    targetId = rs.getString("target_id");
    heldName = targetId == null ? null : rs.getString("held_name");
    disabled = rs.getBoolean("disabled");
    memberEligible = rs.getBoolean("member_eligible");
    known = rs.getString("known") != null;
    properties = known ? rs.getString("properties") : "{}";
    presence = known ? Presence.valueOf(rs.getString("presence")) : null;
    changed = rs.getLong("changed");
    wasParked = rs.getString("parked") != null;
    cause = rs.getString("cause");
    notified = rs.getBoolean("notified");
  }

  /** Reads several objects of one type by one query. */
  static List<OutcomeRow> read(Handle h, ObjectType type, Collection<String> ids) {
    return Ids.bind(h.createQuery(READ), ids)
        .bind("type", type.name())
        .map((rs, c) -> new OutcomeRow(type, rs))
        .list();
  }

  /** The completion of an object of which it is known that there is one. */
  Completion knownCompletion() {
    return Objects.requireNonNull(completion);
  }

  /** Whether the link must be written or deleted. */
  boolean isLinkChanged() {
    return newLink != null || unlinked || eligibleChanged;
  }

  /** Whether the source object has not changed since it was planned. */
  boolean isUnchanged(Completion completion) {
    return known && !touched && changed == completion.changed();
  }
}
