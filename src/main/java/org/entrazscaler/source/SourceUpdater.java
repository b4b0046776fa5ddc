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
 * Takes in what Graph says. Each page of a delta query is taken in with the link that follows it in
 * one transaction, and what it changes is marked as pending: so a delta link never stands for a
 * change that is not durably kept, and a process that dies goes on where it was. Safe for use by
 * several threads.
 */
public final class SourceUpdater {

  /** So many objects that a full round did not bring are marked at once. */
  private static final int VANISHED_AT_ONCE = 1_000;

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

  /**
   * How far one type is read.
   *
   * @param type users or groups
   * @return empty before the first round
   */
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
   * Begins a round that reads everything, whatever was read before. What it does not bring has
   * vanished in the meantime.
   *
   * @param type users or groups
   * @param firstLink where it begins
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

  /**
   * Begins a round that reads what has changed since the last one.
   *
   * @param type users or groups, of which a round has ended before
   */
  public void beginDeltaRound(ObjectType type) {
    jdbi.useTransaction(
        h ->
            h.createUpdate(
                    "update watermark set next_link = delta_link, full_round = false"
                        + " where stream = :stream and delta_link is not null")
                .bind("stream", type.name())
                .execute());
  }

  /** Makes the next round of both types one that reads everything. */
  public void forgetWatermarks() {
    jdbi.useTransaction(
        h -> h.createUpdate("update watermark set delta_link = null, next_link = null").execute());
  }

  // --- taking in ----------------------------------------------------------------------------

  /**
   * Takes in one page of changes and moves the watermark with it.
   *
   * @param type what the page is about
   * @param page the page
   * @param keptOutOfScope Graph properties that are kept of an object which is neither entitled nor
   *     linked
   * @param everything whether every object of the tenant is entitled
   */
  public void storePage(
      ObjectType type, DeltaPage page, Set<String> keptOutOfScope, boolean everything) {
    jdbi.useTransaction(
        h -> {
          Round round = round(h, type);
          MembershipChanges members = new MembershipChanges(h, source);
          take(
              h,
              type,
              page.changes(),
              members,
              new SourcePage.Terms(round.number(), round.full(), keptOutOfScope, everything));
          if (page.deltaLink() != null && round.full()) {
            if (type == ObjectType.GROUP) {
              members.dropUnseen(round.number());
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
   * Takes in one object that was read by itself, however far the changes are read.
   *
   * @param change the object as it is, with the members that were read of it
   * @param keptOutOfScope as in {@link #storePage(ObjectType, DeltaPage, Set, boolean)}
   * @param everything whether every object of the tenant is entitled
   */
  public void storeObject(DirectoryChange change, Set<String> keptOutOfScope, boolean everything) {
    long round = watermark(change.type()).map(Watermark::round).orElse(0L);
    jdbi.useTransaction(
        h -> {
          MembershipChanges members = new MembershipChanges(h, source);
          take(
              h,
              change.type(),
              List.of(change),
              members,
              new SourcePage.Terms(round, false, keptOutOfScope, everything));
          members.finish();
        });
  }

  private void take(
      Handle h,
      ObjectType type,
      List<DirectoryChange> changes,
      MembershipChanges members,
      SourcePage.Terms terms) {
    List<String> ids = changes.stream().map(DirectoryChange::id).toList();
    SourcePage objects = new SourcePage(h, source, entitlement, members, type, ids, terms);
    changes.forEach(objects::take);
    objects.write();
    members.write(terms.round());
  }

  /** The round that is under way. */
  private record Round(long number, boolean full) {}

  private static Round round(Handle h, ObjectType type) {
    return h.createQuery("select round, full_round from watermark where stream = :stream")
        .bind("stream", type.name())
        .map((rs, c) -> new Round(rs.getLong("round"), rs.getBoolean("full_round")))
        .one();
  }

  /**
   * What a full round did not bring is no longer there, it seems; what became of it is to be asked.
   * Of what was in the recycle bin before, a round says nothing: it may have been purged since.
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
              .bind("limit", VANISHED_AT_ONCE)
              .mapTo(String.class)
              .list();
      if (!vanished.isEmpty()) {
        markVanished(h, type, vanished, round, members);
        after = vanished.get(vanished.size() - 1);
      }
    } while (vanished.size() == VANISHED_AT_ONCE);
  }

  private void markVanished(
      Handle h, ObjectType type, List<String> ids, long round, MembershipChanges members) {
    Batches.each(
        h,
        "update source_object set presence = 'VANISHED', round = :round, changed = :changed,"
            + " pending = true where type = :type and id = :id",
        ids,
        (batch, id) ->
            Batches.bind(batch, new ObjectKey(type, id))
                .bind("round", round)
                .bind("changed", source.next()));
    if (type == ObjectType.USER) {
      source.touchGroupsOf(h, ids);
    } else {
      ids.forEach(members::presenceChanged);
      Entitlement.assigned(h, ids).forEach(members::entitlesOtherwise);
    }
  }

  /**
   * Whether members of groups in groups count. What changes by it is not marked as pending: it is
   * to be followed by a round over everything.
   *
   * @param expand {@code provisioning.nested-groups=expand}; false for {@code ignore}
   */
  public void expandNestedGroups(boolean expand) {
    source.memberships().expand(jdbi, expand);
  }

  /**
   * Takes in the whole list of assignments. Whoever gains or loses one becomes pending.
   *
   * @param assignments every assignment of the enterprise application
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
          List<StoredAssignment> gone = without(before, now);
          List<StoredAssignment> added = without(now, before);
          Batches.each(
              h,
              "delete from assignment where id = :id",
              gone,
              (batch, assignment) -> batch.bind("id", assignment.id()));
          Batches.each(
              h,
              "insert into assignment (id, principal_id, principal_type, role_id, entitles)"
                  + " values (:id, :principalId, :principalType, :roleId, :entitles)",
              added,
              (batch, assignment) -> batch.bindMethods(assignment));
          Set<String> principals = new LinkedHashSet<>();
          for (List<StoredAssignment> changed : List.of(gone, added)) {
            changed.stream()
                .filter(StoredAssignment::entitles)
                .forEach(assignment -> principals.add(assignment.principalId()));
          }
          source.touchPrincipals(h, principals);
        });
  }

  private static List<StoredAssignment> without(
      Set<StoredAssignment> all, Set<StoredAssignment> others) {
    return all.stream().filter(assignment -> !others.contains(assignment)).toList();
  }

  /**
   * Takes in an object that was read by itself because it has entered the scope.
   *
   * @param key which one
   * @param properties all that was selected
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
   * Records what became of an object that was not in a full round.
   *
   * @param key which one
   * @param presence what Entra said when it was asked
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
            members.presenceChanged(key.id());
            Entitlement.assigned(h, List.of(key.id())).forEach(members::entitlesOtherwise);
          }
          members.finish();
        });
  }

  private Instant now() {
    return clock.instant();
  }
}
