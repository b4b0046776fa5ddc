package org.entrazscaler.state;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.entrazscaler.entra.DeltaPage;
import org.entrazscaler.entra.DirectoryChange;
import org.entrazscaler.entra.ObjectType;
import org.entrazscaler.entra.SourceObject;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * The needed part of Entra, as last read. Each page of a delta query is taken in with the link that
 * follows it in one transaction, and what it changes is marked as pending: so a delta link never
 * stands for a change that is not durably kept, and a process that dies goes on where it was.
 */
public final class SourceStore {

  private static final String COLUMNS =
      "type, id, properties, complete, presence, in_scope, changed";

  /** Planned as it is now: what has changed since is planned anew. */
  private static final String PLANNED =
      "exists (select 1 from planned_change p where p.type = o.type and p.source_id = o.id"
          + " and p.changed = o.changed";

  /** A group that is written, or was, or that may be planned just now to be written. */
  private static final String PROVISIONED_GROUP =
      " where type = 'GROUP' and id = :id and (in_scope = true or pending = true"
          + " or exists (select 1 from link l"
          + " where l.type = 'GROUP' and l.source_id = source_object.id))";

  /** Graph always says it of a group; only its plain "no" keeps a group from being assigned. */
  private static final String SECURITY_ENABLED = "securityEnabled";

  private final Jdbi jdbi;
  private final Clock clock;
  private final Memberships memberships;
  private final AtomicLong sequence = new AtomicLong();

  SourceStore(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.memberships = new Memberships();
  }

  /** Takes over from the database what is kept in memory. */
  void load() {
    memberships.load(jdbi);
    sequence.set(
        jdbi.withHandle(
            h ->
                h.createQuery("select coalesce(max(changed), 0) from source_object")
                    .mapTo(Long.class)
                    .one()));
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
  public void store(
      ObjectType type, DeltaPage page, Set<String> keptOutOfScope, boolean everything) {
    jdbi.useTransaction(
        h -> {
          long round = round(h, type);
          boolean full = fullRound(h, type);
          MembershipChanges members = membershipChanges(h);
          for (DirectoryChange change : page.changes()) {
            store(h, change, round, full, members, keptOutOfScope, everything);
          }
          if (page.deltaLink() != null && full) {
            if (type == ObjectType.GROUP) {
              members.dropUnseen(round);
            }
            markVanished(h, type, round, members);
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
   * @param keptOutOfScope as in {@link #store(ObjectType, DeltaPage, Set, boolean)}
   * @param everything whether every object of the tenant is entitled
   */
  public void takeIn(DirectoryChange change, Set<String> keptOutOfScope, boolean everything) {
    long round = watermark(change.type()).map(Watermark::round).orElse(0L);
    jdbi.useTransaction(
        h -> {
          MembershipChanges members = membershipChanges(h);
          store(h, change, round, false, members, keptOutOfScope, everything);
          members.finish();
        });
  }

  private static long round(Handle h, ObjectType type) {
    return h.createQuery("select round from watermark where stream = :stream")
        .bind("stream", type.name())
        .mapTo(Long.class)
        .one();
  }

  private static boolean fullRound(Handle h, ObjectType type) {
    return h.createQuery("select full_round from watermark where stream = :stream")
        .bind("stream", type.name())
        .mapTo(Boolean.class)
        .one();
  }

  private void store(
      Handle h,
      DirectoryChange change,
      long round,
      boolean full,
      MembershipChanges members,
      Set<String> keptOutOfScope,
      boolean everything) {
    ObjectKey key = new ObjectKey(change.type(), change.id());
    Optional<StoredObject> stored = find(h, key);
    Presence presence = Presence.of(change.removal());
    if (presence != Presence.PRESENT) {
      // @removed can come for an object that was never seen, also in the very first round.
      if (stored.isPresent()) {
        markRemoved(h, stored.get(), presence, round, members);
      }
      return;
    }
    boolean fresh = full && !seenInRound(h, key, round);
    ObjectNode before =
        stored.isEmpty() || fresh
            ? JsonNodeFactory.instance.objectNode()
            : stored.get().properties();
    ObjectNode properties = SourceObject.merge(before, change.properties());
    // A new object comes whole, in whichever round.
    boolean complete = fresh || stored.map(StoredObject::complete).orElse(true);
    if (!everything && !entitled(h, key) && !linked(h, key)) {
      properties = properties.deepCopy().retain(keptOutOfScope);
      complete = false;
    }
    boolean restored = stored.isPresent() && stored.get().presence() != Presence.PRESENT;
    boolean differs = stored.isEmpty() || restored || !stored.get().properties().equals(properties);
    put(h, key, properties, complete, round, differs || full);
    if (change.type() == ObjectType.GROUP) {
      if (stored.isEmpty()) {
        members.seenFirst(change.id());
      } else if (restored) {
        members.presenceChanged(change.id());
      }
      members.take(change.id(), change.members(), round);
      boolean entitledBefore =
          stored.isPresent()
              && !restored
              && stored.get().properties().path(SECURITY_ENABLED).asBoolean(true);
      boolean entitlesNow = properties.path(SECURITY_ENABLED).asBoolean(true);
      if (entitledBefore != entitlesNow && assigned(h, change.id())) {
        touchMembers(h, change.id());
      }
    } else if (restored) {
      touchGroupsOf(h, List.of(change.id()));
    }
  }

  private void put(
      Handle h, ObjectKey key, ObjectNode properties, boolean complete, long round, boolean touch) {
    int updated =
        bind(
                h.createUpdate(
                    "update source_object set properties = :properties, complete = :complete,"
                        + " presence = 'PRESENT', security_enabled = :security, round = :round"
                        + (touch ? ", changed = :changed, pending = true" : "")
                        + " where type = :type and id = :id"),
                key)
            .bind("properties", Json.text(properties))
            .bind("complete", complete)
            .bind("security", properties.path(SECURITY_ENABLED).asBoolean(true))
            .bind("round", round)
            .bind("changed", touch ? sequence.incrementAndGet() : 0L)
            .execute();
    if (updated == 0) {
      bind(
              h.createUpdate(
                  "insert into source_object (type, id, properties, complete, presence,"
                      + " security_enabled, round, in_scope, changed, pending) values (:type, :id,"
                      + " :properties, :complete, 'PRESENT', :security, :round, false, :changed,"
                      + " true)"),
              key)
          .bind("properties", Json.text(properties))
          .bind("complete", complete)
          .bind("security", properties.path(SECURITY_ENABLED).asBoolean(true))
          .bind("round", round)
          .bind("changed", sequence.incrementAndGet())
          .execute();
    }
  }

  private void markRemoved(
      Handle h, StoredObject stored, Presence presence, long round, MembershipChanges members) {
    boolean replayed = stored.presence() == presence;
    if (replayed || stored.presence() == Presence.DELETED) {
      return;
    }
    bind(
            h.createUpdate(
                "update source_object set presence = :presence, round = :round, changed = :changed,"
                    + " pending = true where type = :type and id = :id"),
            stored.key())
        .bind("presence", presence.name())
        .bind("round", round)
        .bind("changed", sequence.incrementAndGet())
        .execute();
    if (stored.key().type() == ObjectType.GROUP) {
      members.presenceChanged(stored.key().id());
      if (assigned(h, stored.key().id())) {
        touchMembers(h, stored.key().id());
      }
    } else {
      touchGroupsOf(h, List.of(stored.key().id()));
    }
  }

  /**
   * What a full round did not bring is no longer there, it seems; what became of it is to be asked.
   * Of what was in the recycle bin before, a round says nothing: it may have been purged since.
   */
  private void markVanished(Handle h, ObjectType type, long round, MembershipChanges members) {
    List<StoredObject> vanished =
        h.createQuery(
                "select "
                    + COLUMNS
                    + " from source_object o where type = :type and round < :round"
                    + " and (presence = 'PRESENT' or presence = 'SOFT_DELETED' and exists"
                    + " (select 1 from link l where l.type = o.type and l.source_id = o.id))")
            .bind("type", type.name())
            .bind("round", round)
            .map(SourceStore::object)
            .list();
    for (StoredObject object : vanished) {
      markRemoved(h, object, Presence.VANISHED, round, members);
    }
  }

  private MembershipChanges membershipChanges(Handle h) {
    return new MembershipChanges(h, this, memberships.expanded());
  }

  /** Members have joined a group or left it: it is compared, and they may be entitled by it. */
  void touchMembership(Handle h, String group, Collection<String> members) {
    touch(h, List.of(group), PROVISIONED_GROUP);
    if (assigned(h, group)) {
      touchUsers(h, members);
    }
  }

  /**
   * Whether members of groups in groups count. What changes by it is not marked as pending: it is
   * to be followed by a round over everything.
   *
   * @param expand {@code provisioning.nested-groups=expand}; false for {@code ignore}
   */
  public void expandNestedGroups(boolean expand) {
    memberships.expand(jdbi, expand);
  }

  Memberships memberships() {
    return memberships;
  }

  /**
   * Takes in the whole list of assignments. Whoever gains or loses one becomes pending.
   *
   * @param assignments every assignment of the enterprise application
   */
  public void replaceAssignments(List<StoredAssignment> assignments) {
    jdbi.useTransaction(
        h -> {
          Set<StoredAssignment> now = Set.copyOf(assignments);
          Set<StoredAssignment> before = Set.copyOf(assignments(h));
          if (!now.isEmpty()) {
            Facts.remove(h, Facts.ASSIGNMENTS_EMPTIED);
          } else if (!before.isEmpty()) {
            Facts.put(h, Facts.ASSIGNMENTS_EMPTIED, now().toString());
          }
          for (StoredAssignment gone : before) {
            if (!now.contains(gone)) {
              h.createUpdate("delete from assignment where id = :id")
                  .bind("id", gone.id())
                  .execute();
              touchPrincipal(h, gone);
            }
          }
          for (StoredAssignment added : now) {
            if (!before.contains(added)) {
              h.createUpdate(
                      "insert into assignment (id, principal_id, principal_type, role_id, entitles)"
                          + " values (:id, :principalId, :principalType, :roleId, :entitles)")
                  .bindMethods(added)
                  .execute();
              touchPrincipal(h, added);
            }
          }
        });
  }

  /**
   * The assignments as last read.
   *
   * @return in no particular order
   */
  public List<StoredAssignment> assignments() {
    return jdbi.withHandle(SourceStore::assignments);
  }

  private static List<StoredAssignment> assignments(Handle h) {
    return h.createQuery(
            "select id, principal_id, principal_type, role_id, entitles from assignment")
        .map(
            (rs, c) ->
                new StoredAssignment(
                    rs.getString("id"),
                    rs.getString("principal_id"),
                    rs.getString("principal_type"),
                    rs.getString("role_id"),
                    rs.getBoolean("entitles")))
        .list();
  }

  /**
   * Takes in an object that was read by itself because it has entered the scope.
   *
   * @param key which one
   * @param properties all that was selected
   */
  public void complete(ObjectKey key, ObjectNode properties) {
    jdbi.useTransaction(
        h ->
            bind(
                    h.createUpdate(
                        "update source_object set properties = :properties, complete = true"
                            + " where type = :type and id = :id"),
                    key)
                .bind("properties", Json.text(properties))
                .execute());
  }

  /**
   * Records what became of an object that was not in a full round.
   *
   * @param key which one
   * @param presence what Entra said when it was asked
   */
  public void became(ObjectKey key, Presence presence) {
    jdbi.useTransaction(
        h -> {
          MembershipChanges members = membershipChanges(h);
          if (key.type() == ObjectType.GROUP) {
            members.presenceChanged(key.id());
          }
          bind(
                  h.createUpdate(
                      "update source_object set presence = :presence"
                          + " where type = :type and id = :id"),
                  key)
              .bind("presence", presence.name())
              .execute();
          if (key.type() == ObjectType.GROUP && assigned(h, key.id())) {
            touchMembers(h, key.id());
          }
          members.finish();
        });
  }

  // --- pending ------------------------------------------------------------------------------

  /**
   * The objects that are to be looked at, as they are now; those planned already are left out.
   *
   * @param type users or groups
   * @return read page by page while it is followed; not safe for use by several threads
   */
  public Iterator<StoredObject> pending(ObjectType type) {
    return pending(type, "");
  }

  /**
   * Those of {@link #pending} that have a target object, from which something can be taken away.
   *
   * @param type users or groups
   * @return read page by page while it is followed; not safe for use by several threads
   */
  public Iterator<StoredObject> pendingLinked(ObjectType type) {
    return pending(
        type,
        " and exists (select 1 from link l where l.type = o.type and l.source_id = o.id"
            + " and l.target_id is not null)");
  }

  /**
   * Those of {@link #pending} that a full round did not bring and that were not asked for yet.
   *
   * @param type users or groups
   * @return read page by page while it is followed; not safe for use by several threads
   */
  public Iterator<StoredObject> pendingVanished(ObjectType type) {
    return pending(type, " and presence = 'VANISHED'");
  }

  /**
   * Those of {@link #pending} that have become so lately.
   *
   * @param type users or groups
   * @param before the {@link #latest} of then
   * @return read page by page while it is followed; not safe for use by several threads
   */
  public Iterator<StoredObject> pendingSince(ObjectType type, long before) {
    return pending(type, " and o.changed > " + before);
  }

  /**
   * The latest {@link StoredObject#changed} of all objects.
   *
   * @return what changes from now on has a higher one
   */
  public long latest() {
    return sequence.get();
  }

  private Iterator<StoredObject> pending(ObjectType type, String condition) {
    return new KeysetIterator<>(
        object -> object.key().id(),
        (after, limit) ->
            jdbi.withHandle(
                h ->
                    h.createQuery(
                            "select "
                                + COLUMNS
                                + " from source_object o where pending = true and type = :type"
                                + " and id > :after and not "
                                + PLANNED
                                + ")"
                                + condition
                                + " order by id fetch first :limit rows only")
                        .bind("type", type.name())
                        .bind("after", after)
                        .bind("limit", limit)
                        .map(SourceStore::object)
                        .list()));
  }

  /**
   * Whether an object is to be looked at.
   *
   * @param key which one
   * @return false if it is at rest, or not known
   */
  public boolean isPending(ObjectKey key) {
    return isPending(key, "", 0);
  }

  /**
   * Whether an object is to be looked at or written and is still as it was.
   *
   * @param key which one
   * @param changed its {@link StoredObject#changed} then
   * @return false if it is at rest, or has changed
   */
  public boolean isPending(ObjectKey key, long changed) {
    return isPending(key, " and changed = :changed", changed);
  }

  private boolean isPending(ObjectKey key, String condition, long changed) {
    return jdbi.withHandle(
        h ->
            bind(
                        h.createQuery(
                            "select count(*) from source_object where type = :type and id = :id"
                                + " and pending = true"
                                + condition),
                        key)
                    .bind("changed", changed)
                    .mapTo(Integer.class)
                    .one()
                > 0);
  }

  /**
   * How many objects are to be looked at.
   *
   * @param type users or groups
   * @return at least 0
   */
  public int pendingCount(ObjectType type) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select count(*) from source_object where pending = true and type = :type")
                .bind("type", type.name())
                .mapTo(Integer.class)
                .one());
  }

  /**
   * How many objects are to be looked at or written in this cycle.
   *
   * @param type users or groups
   * @return at least 0; those that a safeguard holds do not count
   */
  public int openCount(ObjectType type) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select count(*) from source_object o where pending = true and type = :type"
                        + " and not "
                        + PLANNED
                        + " and p.held = true)")
                .bind("type", type.name())
                .mapTo(Integer.class)
                .one());
  }

  /**
   * How many pending users or groups have no account yet and could be entitled to one.
   *
   * @param type users or groups
   * @param everything whether every object of the tenant is entitled
   * @return at least 0
   */
  public int candidates(ObjectType type, boolean everything) {
    String entitled =
        everything
            ? ""
            : type == ObjectType.USER
                ? " and " + memberships.entitledUser("o.id")
                : " and exists (select 1 from assignment a"
                    + " where a.principal_id = o.id and a.entitles)";
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select count(*) from source_object o where o.pending = true"
                        + " and o.type = :type and o.presence = 'PRESENT' and not exists (select 1"
                        + " from link l where l.type = o.type and l.source_id = o.id"
                        + " and l.target_id is not null)"
                        + entitled)
                .bind("type", type.name())
                .mapTo(Integer.class)
                .one());
  }

  /** Makes every object pending. */
  public void touchAll() {
    jdbi.useTransaction(
        h ->
            h.createUpdate("update source_object set pending = true, changed = :changed")
                .bind("changed", sequence.incrementAndGet())
                .execute());
  }

  /**
   * Makes an object pending.
   *
   * @param key which one
   * @return whether it is known
   */
  public boolean touch(ObjectKey key) {
    return jdbi.inTransaction(h -> touch(h, key));
  }

  boolean touch(Handle h, ObjectKey key) {
    return bind(
                h.createUpdate(
                    "update source_object set pending = true, changed = :changed"
                        + " where type = :type and id = :id"),
                key)
            .bind("changed", sequence.incrementAndGet())
            .execute()
        > 0;
  }

  private void touchPrincipal(Handle h, StoredAssignment assignment) {
    if (!assignment.entitles()) {
      return;
    }
    String principal = assignment.principalId();
    if (!touch(h, ObjectKey.user(principal))) {
      touch(h, ObjectKey.group(principal));
      touchMembers(h, principal);
    }
  }

  private void touchMembers(Handle h, String group) {
    touchUsers(h, memberships.membersOf(h, group));
  }

  private void touchUsers(Handle h, Collection<String> users) {
    touch(h, users, " where type = 'USER' and id = :id");
  }

  /** The groups of users that are written, or were, must be compared again. */
  void touchGroupsOf(Handle h, Collection<String> users) {
    touch(h, memberships.groupsToCompare(h, users), PROVISIONED_GROUP);
  }

  /** Makes objects pending. */
  void touch(Handle h, Collection<ObjectKey> keys) {
    Batches.each(
        h,
        "update source_object set pending = true, changed = :changed"
            + " where type = :type and id = :id",
        keys,
        (batch, key) -> Batches.bind(batch, key).bind("changed", sequence.incrementAndGet()));
  }

  /** By single rows: H2 reads the whole table for {@code id in (select ...)} beside a type. */
  private void touch(Handle h, Collection<String> ids, String where) {
    if (ids.isEmpty()) {
      return;
    }
    var batch =
        h.prepareBatch("update source_object set pending = true, changed = :changed" + where);
    ids.forEach(id -> batch.bind("changed", sequence.incrementAndGet()).bind("id", id).add());
    batch.execute();
  }

  /** Forgets an object that was deleted for good, unless it has changed since. */
  void forget(Handle h, ObjectKey key, long changed) {
    int deleted =
        bind(
                h.createUpdate(
                    "delete from source_object where type = :type and id = :id"
                        + " and changed = :changed"),
                key)
            .bind("changed", changed)
            .execute();
    if (deleted > 0) {
      memberships.forget(h, key);
    }
  }

  // --- reading ------------------------------------------------------------------------------

  /**
   * Finds the last read copy of an object.
   *
   * @param key which one
   * @return empty if it is not known
   */
  public Optional<StoredObject> find(ObjectKey key) {
    return jdbi.withHandle(h -> find(h, key));
  }

  static Optional<StoredObject> find(Handle h, ObjectKey key) {
    return bind(
            h.createQuery(
                "select " + COLUMNS + " from source_object where type = :type and id = :id"),
            key)
        .map(SourceStore::object)
        .findOne();
  }

  /**
   * Finds objects by what people call them.
   *
   * @param name an object id, or a userPrincipalName or displayName in any case of letters
   * @return all that fit
   */
  public List<StoredObject> named(String name) {
    return jdbi.withHandle(
        h ->
            h
                .createQuery(
                    "select "
                        + COLUMNS
                        + " from source_object where id = :name"
                        + " or lower(properties) like lower(:like)")
                .bind("name", name)
                .bind("like", "%" + like(name) + "%")
                .map(SourceStore::object)
                .stream()
                .filter(object -> isCalled(object, name))
                .toList());
  }

  /** A pattern that lets through too much: the exact comparison follows. */
  private static String like(String text) {
    return text.replaceAll("[%_\\\\\"\\p{Cntrl}]+", "%");
  }

  private static boolean isCalled(StoredObject object, String name) {
    return object.key().id().equals(name)
        || name.equalsIgnoreCase(object.properties().path("userPrincipalName").asText(null))
        || name.equalsIgnoreCase(object.properties().path("displayName").asText(null));
  }

  /**
   * Whether an object is assigned: by itself or, for a user, through a security group.
   *
   * @param key which one
   * @return whether one assignment that counts remains
   */
  public boolean entitled(ObjectKey key) {
    return jdbi.withHandle(h -> entitled(h, key));
  }

  /**
   * The roles that a user holds on the enterprise application, directly or through a group that is
   * assigned.
   *
   * @param user object id
   * @return ids of roles, each once, in their order
   */
  public List<String> roleIds(String user) {
    return jdbi.withHandle(
        h -> h.createQuery(memberships.roleIds()).bind("id", user).mapTo(String.class).list());
  }

  /**
   * The groups by which an object is assigned, beside itself.
   *
   * @param user object id of a user
   * @return object ids of assigned groups to which it belongs
   */
  public List<String> assignedThrough(String user) {
    return jdbi.withHandle(
        h -> memberships.groupsOf(h, user).stream().filter(group -> assigned(h, group)).toList());
  }

  private boolean entitled(Handle h, ObjectKey key) {
    return key.type() == ObjectType.GROUP
        ? assigned(h, key.id())
        : h.createQuery(
                    "select case when " + memberships.entitledUser(":id") + " then 1 else 0 end")
                .bind("id", key.id())
                .mapTo(Integer.class)
                .one()
            > 0;
  }

  private static boolean assigned(Handle h, String principal) {
    return h.createQuery(
                "select count(*) from assignment where principal_id = :id and entitles = true")
            .bind("id", principal)
            .mapTo(Integer.class)
            .one()
        > 0;
  }

  private static boolean linked(Handle h, ObjectKey key) {
    return bind(
                h.createQuery("select count(*) from link where type = :type and source_id = :id"),
                key)
            .mapTo(Integer.class)
            .one()
        > 0;
  }

  private static boolean seenInRound(Handle h, ObjectKey key, long round) {
    return bind(
                h.createQuery(
                    "select count(*) from source_object where type = :type and id = :id"
                        + " and round = :round and presence = 'PRESENT'"),
                key)
            .bind("round", round)
            .mapTo(Integer.class)
            .one()
        > 0;
  }

  private static <S extends org.jdbi.v3.core.statement.SqlStatement<S>> S bind(
      S statement, ObjectKey key) {
    return statement.bind("type", key.type().name()).bind("id", key.id());
  }

  static StoredObject object(ResultSet rs, @Nullable StatementContext context) throws SQLException {
    return new StoredObject(
        new ObjectKey(ObjectType.valueOf(rs.getString("type")), rs.getString("id")),
        Json.object(rs.getString("properties")),
        rs.getBoolean("complete"),
        Presence.valueOf(rs.getString("presence")),
        rs.getBoolean("in_scope"),
        rs.getLong("changed"));
  }

  private Instant now() {
    return clock.instant();
  }
}
