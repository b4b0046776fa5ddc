package org.entrazscaler.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entrazscaler.graph.DeltaPage;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.store.Batches;
import org.entrazscaler.store.Facts;
import org.entrazscaler.store.Instants;
import org.entrazscaler.store.Json;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Updates the source copy from Graph's answers. Each page of a delta query is stored in one
 * transaction with the link that follows it, and the changed objects are marked as pending. So a
 * link never stands for a change that is not stored, and a program that dies continues where it
 * was. Safe for use by several threads.
 */
public final class SourceUpdater {

  /** The number of vanished objects that are marked together. */
  private static final int VANISHED_CHUNK = 1_000;

  private final Jdbi jdbi;
  private final Clock clock;
  private final SourceStore source;
  private final Entitlement entitlement;

  public SourceUpdater(Jdbi jdbi, Clock clock, SourceStore source, Entitlement entitlement) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.source = source;
    this.entitlement = entitlement;
  }

  // --- watermarks ---------------------------------------------------------------------------

  /** The watermark of users or groups; empty before the first round. */
  public Optional<Watermark> watermark(ObjectType type) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select delta_link, next_link, round, full_round, moved from watermark"
                        + " where stream = :stream")
                .bind("stream", type.name())
                .map(
                    (rs, c) ->
                        new Watermark(
                            rs.getString("delta_link"),
                            rs.getString("next_link"),
                            rs.getLong("round"),
                            rs.getBoolean("full_round"),
                            Instants.required(rs, "moved")))
                .findOne());
  }

  /**
   * Begins a round that reads everything. Stored objects that it does not return have vanished.
   *
   * @param firstLink link to its first page
   */
  public void beginFullRound(ObjectType type, String firstLink) {
    jdbi.useTransaction(
        h -> {
          int updated =
              h.createUpdate(
                      "update watermark set delta_link = null, next_link = :link, round = round + 1,"
                          + " full_round = true, moved = :now where stream = :stream")
                  .bind("link", firstLink)
                  .bind("now", now())
                  .bind("stream", type.name())
                  .execute();
          if (updated == 0) {
            h.createUpdate(
                    "insert into watermark (stream, next_link, round, full_round, moved)"
                        + " values (:stream, :link, 1, true, :now)")
                .bind("stream", type.name())
                .bind("link", firstLink)
                .bind("now", now())
                .execute();
          }
        });
  }

  /** Begins a round that reads the changes since the last round. */
  public void beginDeltaRound(ObjectType type) {
    jdbi.useTransaction(
        h ->
            h.createUpdate(
                    "update watermark set next_link = delta_link, full_round = false"
                        + " where stream = :stream and delta_link is not null")
                .bind("stream", type.name())
                .execute());
  }

  /** Makes the next round of users and of groups read everything. */
  public void forgetWatermarks() {
    jdbi.useTransaction(
        h -> h.createUpdate("update watermark set delta_link = null, next_link = null").execute());
  }

  // --- storing ------------------------------------------------------------------------------

  /**
   * Stores one page of changes and moves the watermark.
   *
   * @param propertiesOutOfScope Graph properties that are stored of an object that is neither
   *     assigned nor linked
   * @param everything whether every object of the tenant is in scope, assigned or not
   */
  public void storePage(
      ObjectType type, DeltaPage page, Set<String> propertiesOutOfScope, boolean everything) {
    jdbi.useTransaction(
        h -> {
          Round round = round(h, type);
          MembershipChanges members = new MembershipChanges(h, source);
          store(
              h,
              type,
              page.changes(),
              members,
              new SourcePage.Context(
                  round.number(), round.full(), propertiesOutOfScope, everything));
          if (page.deltaLink() != null && round.full()) {
            if (type == ObjectType.GROUP) {
              members.deleteUnseen(round.number());
            }
            markVanished(h, type, round.number(), members);
          }
          members.finish();
          h.createUpdate(
                  "update watermark set next_link = :next,"
                      + " delta_link = coalesce(:delta, delta_link), moved = :now"
                      + " where stream = :stream")
              .bind("next", page.nextLink())
              .bind("delta", page.deltaLink())
              .bind("now", now())
              .bind("stream", type.name())
              .execute();
        });
  }

  /**
   * Stores one object that was read by a request of its own. The watermark does not move.
   *
   * @param change the whole object, with the members that were read
   * @param propertiesOutOfScope as in {@link #storePage(ObjectType, DeltaPage, Set, boolean)}
   * @param everything whether every object of the tenant is in scope, assigned or not
   */
  public void storeObject(
      DirectoryChange change, Set<String> propertiesOutOfScope, boolean everything) {
    long round = watermark(change.type()).map(Watermark::round).orElse(0L);
    jdbi.useTransaction(
        h -> {
          MembershipChanges members = new MembershipChanges(h, source);
          store(
              h,
              change.type(),
              List.of(change),
              members,
              new SourcePage.Context(round, false, propertiesOutOfScope, everything));
          members.finish();
        });
  }

  private void store(
      Handle h,
      ObjectType type,
      List<DirectoryChange> changes,
      MembershipChanges members,
      SourcePage.Context context) {
    List<String> ids = changes.stream().map(DirectoryChange::id).toList();
    SourcePage objects = new SourcePage(h, source, entitlement, members, type, ids, context);
    changes.forEach(objects::apply);
    objects.write();
    members.write(context.round());
  }

  /** The current round. */
  private record Round(long number, boolean full) {}

  private static Round round(Handle h, ObjectType type) {
    return h.createQuery("select round, full_round from watermark where stream = :stream")
        .bind("stream", type.name())
        .map((rs, c) -> new Round(rs.getLong("round"), rs.getBoolean("full_round")))
        .one();
  }

  /**
   * Marks the objects that a full round did not return as vanished, so that Entra is asked for
   * them. That includes soft-deleted objects with a link: a round does not return them, and they
   * may have been purged.
   */
  private void markVanished(Handle h, ObjectType type, long round, MembershipChanges members) {
    String after = "";
    List<String> vanished;
    do {
      vanished =
          h.createQuery(
                  "select id from source_object o where type = :type and id > :after"
                      + " and round < :round"
                      + " and (presence = 'PRESENT' or presence = 'SOFT_DELETED' and exists"
                      + " (select 1 from link l where l.type = o.type and l.source_id = o.id))"
                      + " order by id fetch first :limit rows only")
              .bind("type", type.name())
              .bind("after", after)
              .bind("round", round)
              .bind("limit", VANISHED_CHUNK)
              .mapTo(String.class)
              .list();
      if (!vanished.isEmpty()) {
        markVanished(h, type, vanished, round, members);
        after = vanished.get(vanished.size() - 1);
      }
    } while (vanished.size() == VANISHED_CHUNK);
  }

  private void markVanished(
      Handle h, ObjectType type, List<String> ids, long round, MembershipChanges members) {
    Batches.executeEach(
        h,
        "update source_object set presence = 'VANISHED', round = :round, changed = :changed,"
            + " pending = true where type = :type and id = :id",
        ids,
        (batch, id) ->
            Batches.bind(batch, new ObjectKey(type, id))
                .bind("round", round)
                .bind("changed", source.nextChange()));
    if (type == ObjectType.USER) {
      source.markGroupsPending(h, ids);
    } else {
      ids.forEach(members::groupPresenceChanged);
      Entitlement.assigned(h, ids).forEach(members::entitlementChanged);
    }
  }

  /**
   * Sets whether members of nested groups count. Objects that this affects are not marked as
   * pending: a full round must follow.
   *
   * @param expand {@code provisioning.nested-groups=expand}; false for {@code ignore}
   */
  public void expandNestedGroups(boolean expand) {
    source.memberships().setExpanded(jdbi, expand);
  }

  /**
   * Stores the assignments in place of the stored ones. Objects whose assignment is added or
   * removed become pending.
   *
   * @param assignments all assignments of the enterprise application
   */
  public void replaceAssignments(List<StoredAssignment> assignments) {
    jdbi.useTransaction(
        h -> {
          Set<StoredAssignment> now = new LinkedHashSet<>(assignments);
          Set<StoredAssignment> before = new LinkedHashSet<>(Entitlement.assignments(h));
          if (!now.isEmpty()) {
            Facts.remove(h, Facts.ASSIGNMENTS_EMPTIED);
          } else if (!before.isEmpty()) {
            Facts.put(h, Facts.ASSIGNMENTS_EMPTIED, now().toString());
          }
          List<StoredAssignment> removed = without(before, now);
          List<StoredAssignment> added = without(now, before);
          Batches.executeEach(
              h,
              "delete from assignment where id = :id",
              removed,
              (batch, assignment) -> batch.bind("id", assignment.id()));
          Batches.executeEach(
              h,
              "insert into assignment (id, principal_id, principal_type, role_id, entitles)"
                  + " values (:id, :principalId, :principalType, :roleId, :entitles)",
              added,
              (batch, assignment) -> batch.bindMethods(assignment));
          Set<String> principals = new LinkedHashSet<>();
          for (List<StoredAssignment> changed : List.of(removed, added)) {
            changed.stream()
                .filter(StoredAssignment::entitles)
                .forEach(assignment -> principals.add(assignment.principalId()));
          }
          source.markPrincipalsPending(h, principals);
        });
  }

  private static List<StoredAssignment> without(
      Set<StoredAssignment> all, Set<StoredAssignment> others) {
    return all.stream().filter(assignment -> !others.contains(assignment)).toList();
  }

  /**
   * Stores the properties of an object that was read because it has entered the scope.
   *
   * @param properties all selected properties
   */
  public void storeProperties(ObjectKey key, ObjectNode properties) {
    jdbi.useTransaction(
        h ->
            h.createUpdate(
                    "update source_object set properties = :properties, complete = true"
                        + " where type = :type and id = :id")
                .bind("type", key.type().name())
                .bind("id", key.id())
                .bind("properties", Json.text(properties))
                .execute());
  }

  /**
   * Records whether a vanished object still exists.
   *
   * @param presence what Entra answered
   */
  public void storePresence(ObjectKey key, Presence presence) {
    jdbi.useTransaction(
        h -> {
          MembershipChanges members = new MembershipChanges(h, source);
          h.createUpdate(
                  "update source_object set presence = :presence"
                      + " where type = :type and id = :id")
              .bind("type", key.type().name())
              .bind("id", key.id())
              .bind("presence", presence.name())
              .execute();
          if (key.type() == ObjectType.GROUP) {
            members.groupPresenceChanged(key.id());
            Entitlement.assigned(h, List.of(key.id())).forEach(members::entitlementChanged);
          }
          members.finish();
        });
  }

  private Instant now() {
    return clock.instant();
  }
}
