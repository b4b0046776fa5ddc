package org.entrazscaler.outcome;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.entrazscaler.deadletter.ParkedObject;
import org.entrazscaler.deadletter.ParkedStore;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.journal.LogEntry;
import org.entrazscaler.journal.ProvisioningLog;
import org.entrazscaler.link.HandoverStore;
import org.entrazscaler.link.Intent;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.LinkStore;
import org.entrazscaler.link.MemberDifferences;
import org.entrazscaler.link.NameStore;
import org.entrazscaler.link.UniqueName;
import org.entrazscaler.link.WrittenMembers;
import org.entrazscaler.plan.PlanStore;
import org.entrazscaler.reconcile.DifferenceStore;
import org.entrazscaler.source.Presence;
import org.entrazscaler.source.SourceStore;
import org.entrazscaler.store.Batches;
import org.entrazscaler.store.Ids;
import org.entrazscaler.store.Json;
import org.entrazscaler.undo.UndoStore;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Records a list of outcomes in one transaction. Their data is read by one query of each kind; each
 * outcome is applied in memory to the result of those before it; the changes are collected and
 * written by one batch of each kind. Rare cases, and those that concern objects that are not in
 * memory, use their own statements: the collected changes are written before, and everything is
 * read again after. So the result is the same as if the outcomes were recorded one after the other.
 */
final class Recording {

  private static final String LINK_VALUES =
      " set target_id = :target, origin = :origin, written = :written, held_name = :name,"
          + " disabled = :disabled, member_eligible = :eligible, intent = coalesce("
          + LinkStore.INTENT_AFTER_OUTCOME
          + ", :intent)";

  private final Handle h;
  private final SourceStore source;
  private final LinkStore links;
  private final HandoverStore passedOn;
  private final NameStore names;
  private final ProvisioningLog log;

  /** The outcomes that are not applied yet; their objects are read together. */
  private List<? extends Outcome> left = List.of();

  // --- data read --------------------------------------------------------------------------------

  private final Map<ObjectKey, OutcomeRow> rows = new LinkedHashMap<>();

  /** The source objects that a target object is linked to, or was linked to since it was read. */
  private final Map<ObjectKey, Set<String>> holders = new HashMap<>();

  private final Map<String, List<ObjectKey>> referrers = new HashMap<>();

  // --- changes to write, besides the rows --------------------------------------------------------

  private final Set<ObjectKey> touched = new LinkedHashSet<>();

  /** Users whose groups must be compared again. */
  private final Set<String> groupChanges = new LinkedHashSet<>();

  private final List<String> enabled = new ArrayList<>();
  private final List<String> disabled = new ArrayList<>();
  private final List<String> goneAccounts = new ArrayList<>();
  private final List<String> memberless = new ArrayList<>();
  private final List<String> goneGroups = new ArrayList<>();
  private final List<LogEntry> entries = new ArrayList<>();

  Recording(
      Handle h,
      SourceStore source,
      LinkStore links,
      HandoverStore passedOn,
      NameStore names,
      ProvisioningLog log) {
    this.h = h;
    this.source = source;
    this.links = links;
    this.passedOn = passedOn;
    this.names = names;
    this.log = log;
  }

  void record(List<? extends Outcome> outcomes) {
    for (int next = 0; next < outcomes.size(); next++) {
      left = outcomes.subList(next, outcomes.size());
      apply(outcomes.get(next));
    }
    write();
  }

  private void apply(Outcome outcome) {
    if (outcome.key().type() == ObjectType.GROUP
        && !(groupChanges.isEmpty() && goneAccounts.isEmpty())) {
      // The effects of users on groups must be written before.
      write();
    }
    if (outcome instanceof Outcome.Linked linked) {
      linked(linked.link());
      if (!linked.members().isEmpty()) {
        runSeparately(
            () -> WrittenMembers.record(h, linked.key().id(), linked.members(), List.of()));
      }
      add(linked.entry());
    } else if (outcome instanceof Outcome.Members members) {
      runSeparately(
          () -> WrittenMembers.record(h, members.group(), members.added(), members.removed()));
      add(members.entry());
    } else if (outcome instanceof Outcome.LeftFormerGroup former) {
      runSeparately(
          () -> HandoverStore.recordLeft(h, former.group(), former.targetId(), former.intent()));
      add(former.entry());
    } else if (outcome instanceof Outcome.Deleted deleted) {
      unlink(deleted.key());
      entries.addAll(deleted.entries());
      complete(deleted.completion(), null);
    } else if (outcome instanceof Outcome.Completed completed) {
      forgetUnansweredCreation(completed.key());
      setEligible(row(completed.key()), completed.completion().memberEligible());
      complete(completed.completion(), completed.entry());
    } else if (outcome instanceof Outcome.Lost lost) {
      lost(lost);
    } else if (outcome instanceof Outcome.Parked parked) {
      parked(parked);
    }
  }

  private void add(@Nullable LogEntry entry) {
    if (entry != null) {
      entries.add(entry);
    }
  }

  // --- links --------------------------------------------------------------------------------

  private void linked(Link link) {
    ObjectKey key = link.key();
    String targetId = link.knownTargetId();
    OutcomeRow row = rowForLink(key);
    ObjectKey target = new ObjectKey(key.type(), targetId);
    if (holders.getOrDefault(target, Set.of()).stream().anyMatch(id -> !id.equals(key.id()))) {
      runSeparately(() -> links.handOver(h, key, targetId));
      row = row(key);
    }
    String name = UniqueName.of(key.type(), link.written());
    if (!name.equals(row.heldName) && names.hasWatchedNames()) {
      String former = row.targetId;
      runSeparately(() -> names.handleRename(h, key, name, former));
      row = row(key);
    }
    boolean linkedNow = !row.linked || !targetId.equals(row.targetId);
    boolean enabledNow = row.linked && row.disabled && !link.disabled();
    boolean disabledNow = row.linked && !row.disabled && link.disabled();
    boolean eligibleNow = row.linked && row.memberEligible != link.memberEligible();
    row.newLink = link;
    row.inserted = !row.linked;
    row.linked = true;
    row.targetId = targetId;
    row.heldName = name;
    row.disabled = link.disabled();
    row.memberEligible = link.memberEligible();
    holders.computeIfAbsent(target, t -> new HashSet<>()).add(key.id());
    if (key.type() == ObjectType.USER) {
      if (linkedNow || enabledNow || eligibleNow) {
        groupChanges.add(key.id());
      }
      if (enabledNow) {
        enabled.add(targetId);
      }
      if (disabledNow) {
        disabled.add(targetId);
      }
    }
    if (linkedNow) {
      referrers(key.id()).forEach(this::touch);
    }
  }

  private void forgetUnansweredCreation(ObjectKey key) {
    OutcomeRow row = row(key);
    if (row.linked && row.targetId == null) {
      row = rowForLink(key);
      row.linked = false;
      row.unlinked = true;
      if (key.type() == ObjectType.GROUP) {
        memberless.add(key.id());
      }
    }
  }

  private void setEligible(OutcomeRow row, boolean eligible) {
    if (row.linked && row.memberEligible != eligible) {
      row.memberEligible = eligible;
      row.eligibleChanged = true;
      if (row.key.type() == ObjectType.USER) {
        groupChanges.add(row.key.id());
      }
    }
  }

  /** The target object is gone, with its memberships. */
  void unlink(ObjectKey key) {
    OutcomeRow row = rowForLink(key);
    String targetId = row.targetId;
    if (targetId != null && names.hasWatchedNames()) {
      runSeparately(() -> names.removeName(h, key, targetId));
      row = row(key);
    }
    row.unlinked = row.linked;
    row.linked = false;
    row.targetId = null;
    row.heldName = null;
    if (key.type() == ObjectType.GROUP) {
      memberless.add(key.id());
      goneGroups.add(key.id());
    } else if (targetId != null) {
      goneAccounts.add(targetId);
    }
  }

  /** The row of an object without a collected change of its link: a batch writes a link once. */
  private OutcomeRow rowForLink(ObjectKey key) {
    if (row(key).isLinkChanged()) {
      write();
    }
    return row(key);
  }

  private void lost(Outcome.Lost lost) {
    unlink(lost.key());
    String intent = lost.intent();
    if (intent != null) {
      runSeparately(() -> LinkStore.recordIntent(h, List.of(new Intent(lost.key(), intent))));
    }
    row(lost.key()).plan = OutcomeRow.Plan.DONE;
    touch(lost.key());
    entries.add(lost.entry());
  }

  // --- completion of the source object ----------------------------------------------------------

  private void touch(ObjectKey key) {
    touched.add(key);
    OutcomeRow row = rows.get(key);
    if (row != null) {
      row.touched = true;
    }
  }

  private void complete(Completion completion, @Nullable LogEntry entry) {
    ObjectKey key = completion.key();
    OutcomeRow row = rowForCompletion(key);
    row.cause = null;
    row.parked = null;
    row.unparked = true;
    row.plan = OutcomeRow.Plan.DONE;
    add(entry);
    if (!row.isUnchanged(completion)) {
      return;
    }
    if (row.presence == Presence.DELETED) {
      runSeparately(() -> forget(completion));
    } else {
      row.completion = completion;
      row.keepsProperties = completion.inScope();
    }
  }

  private void forget(Completion completion) {
    ObjectKey key = completion.key();
    source.delete(h, key, completion.changed());
    passedOn.forget(h, List.of(key));
    if (key.type() == ObjectType.USER) {
      UndoStore.forget(h, key);
      DifferenceStore.forgetUser(h, key, ProvisioningLog.forgetUser(h, key));
    }
  }

  private void parked(Outcome.Parked failed) {
    ParkedObject object = failed.object();
    Completion completion = failed.completion();
    OutcomeRow row = rowForCompletion(object.key());
    String cause = ParkedStore.cause(object);
    row.notified = row.notified && cause.equals(row.cause);
    row.cause = cause;
    row.parked = object;
    row.unparked = true;
    if (completion == null) {
      if (row.plan == OutcomeRow.Plan.KEPT) {
        row.plan = OutcomeRow.Plan.HELD;
      }
    } else {
      row.plan = OutcomeRow.Plan.DONE;
      if (!completion.memberEligible()) {
        // Even if other parts failed, an account that must not be a member leaves its groups.
        setEligible(row, false);
      }
      if (row.isUnchanged(completion)) {
        // The properties of a parked object will be needed.
        row.completion = completion;
        row.keepsProperties = true;
      }
    }
    entries.addAll(failed.entries());
  }

  /** The row of an object without a collected completion: a batch completes an object once. */
  private OutcomeRow rowForCompletion(ObjectKey key) {
    if (row(key).completion != null) {
      write();
    }
    return row(key);
  }

  // --- reading ------------------------------------------------------------------------------

  private OutcomeRow row(ObjectKey key) {
    OutcomeRow row = rows.get(key);
    if (row == null) {
      read(key);
      row = Objects.requireNonNull(rows.get(key));
    }
    return row;
  }

  /** Reads the objects of all remaining outcomes, and one that may not be among them. */
  private void read(ObjectKey key) {
    Map<ObjectType, Set<String>> ids = new EnumMap<>(ObjectType.class);
    Map<ObjectType, Set<String>> targets = new EnumMap<>(ObjectType.class);
    ids.computeIfAbsent(key.type(), type -> new LinkedHashSet<>()).add(key.id());
    for (Outcome outcome : left) {
      ObjectType type = outcome.key().type();
      ids.computeIfAbsent(type, t -> new LinkedHashSet<>()).add(outcome.key().id());
      if (outcome instanceof Outcome.Linked linked) {
        targets
            .computeIfAbsent(type, t -> new LinkedHashSet<>())
            .add(linked.link().knownTargetId());
      }
    }
    ids.forEach(
        (type, keys) ->
            OutcomeRow.read(h, type, keys)
                .forEach(
                    row -> {
                      row.touched = touched.contains(row.key);
                      rows.putIfAbsent(row.key, row);
                    }));
    targets.forEach(this::readHolders);
    readReferrers(
        left.stream()
            .filter(Outcome.Linked.class::isInstance)
            .map(outcome -> ((Outcome.Linked) outcome).link())
            .filter(
                link ->
                    !link.knownTargetId()
                        .equals(Objects.requireNonNull(rows.get(link.key())).targetId))
            .map(link -> link.key().id())
            .distinct()
            .toList());
  }

  private void readHolders(ObjectType type, Collection<String> targets) {
    Ids.bind(
            h.createQuery(
                "select l.target_id, l.source_id from "
                    + Ids.TABLE
                    + " join link l on l.type = :type and l.target_id = k.id"),
            targets)
        .bind("type", type.name())
        .map((rs, c) -> Map.entry(rs.getString("target_id"), rs.getString("source_id")))
        .forEach(
            link ->
                holders
                    .computeIfAbsent(new ObjectKey(type, link.getKey()), t -> new HashSet<>())
                    .add(link.getValue()));
  }

  private List<ObjectKey> referrers(String id) {
    if (!referrers.containsKey(id)) {
      readReferrers(List.of(id));
    }
    return Objects.requireNonNull(referrers.get(id));
  }

  private void readReferrers(Collection<String> named) {
    if (named.isEmpty()) {
      return;
    }
    named.forEach(id -> referrers.put(id, new ArrayList<>()));
    Ids.bind(
            h.createQuery(
                "select n.named_id, n.type, n.source_id from "
                    + Ids.TABLE
                    + " join named_object n on n.named_id = k.id"),
            named)
        .map(
            (rs, c) ->
                Map.entry(
                    rs.getString("named_id"),
                    new ObjectKey(
                        ObjectType.valueOf(rs.getString("type")), rs.getString("source_id"))))
        .forEach(name -> Objects.requireNonNull(referrers.get(name.getKey())).add(name.getValue()));
  }

  // --- writing ------------------------------------------------------------------------------

  /** Runs separate statements at this position of the order. */
  private void runSeparately(Runnable work) {
    write();
    work.run();
  }

  /** Writes the collected changes and drops the data that was read. */
  void write() {
    writeLinks();
    writeMembers();
    writeCompletions();
    source.markPending(h, touched);
    if (!groupChanges.isEmpty()) {
      source.markGroupsPending(h, groupChanges);
    }
    log.add(h, entries);
    List.of(rows, holders, referrers).forEach(Map::clear);
    List.of(touched, groupChanges, enabled, disabled, goneAccounts, memberless, goneGroups, entries)
        .forEach(Collection::clear);
  }

  private void writeLinks() {
    LinkStore.delete(h, keys(row -> row.unlinked));
    Batches.executeEach(
        h,
        "update link" + LINK_VALUES + " where type = :type and source_id = :id",
        rows(row -> row.newLink != null && !row.inserted),
        Recording::bindLink);
    Batches.executeEach(
        h,
        "insert into link (type, source_id, target_id, origin, written, held_name, disabled,"
            + " member_eligible, intent) values (:type, :id, :target, :origin, :written, :name,"
            + " :disabled, :eligible, :intent)",
        rows(row -> row.newLink != null && row.inserted),
        Recording::bindLink);
    Batches.executeEach(
        h,
        "update link set member_eligible = :eligible where type = :type and source_id = :id",
        rows(row -> row.newLink == null && row.linked && row.eligibleChanged),
        (batch, row) -> Batches.bind(batch, row.key).bind("eligible", row.memberEligible));
    passedOn.forget(h, keys(row -> row.newLink != null));
  }

  private static void bindLink(PreparedBatch batch, OutcomeRow row) {
    Link link = Objects.requireNonNull(row.newLink);
    Batches.bind(batch, row.key)
        .bind("target", row.targetId)
        .bind("origin", link.origin().name())
        .bind("written", Json.text(link.written()))
        .bind("name", row.heldName)
        .bind("disabled", row.disabled)
        .bind("eligible", row.memberEligible)
        .bind("intent", link.intent());
  }

  private void writeMembers() {
    // Memberships that were read or written since the account was disabled exist. The others may
    // exist, so an account that loses access before they are written again must leave these groups
    // too.
    eachAccount(
        "update written_member set doubt = '"
            + MemberDifferences.DROPPED
            + "' where target_id = :target and unseen = true",
        enabled);
    // The target may drop the memberships of an account that is disabled.
    eachAccount("update written_member set unseen = true where target_id = :target", disabled);
    // The memberships were removed from the target with the account.
    eachAccount("delete from written_member where target_id = :target", goneAccounts);
    WrittenMembers.forget(h, memberless);
    goneGroups.forEach(group -> MemberDifferences.forget(h, group));
  }

  private void eachAccount(String sql, Collection<String> accounts) {
    Batches.executeEach(h, sql, accounts, (batch, account) -> batch.bind("target", account));
  }

  private void writeCompletions() {
    String planned = " where type = :type and id = :id and changed = :changed";
    Batches.executeEach(
        h,
        "update source_object set pending = false, in_scope = :inScope" + planned,
        rows(row -> row.completion != null && row.keepsProperties),
        (batch, row) ->
            bindCompletion(batch, row.knownCompletion())
                .bind("inScope", row.knownCompletion().inScope()));
    Batches.executeEach(
        h,
        "update source_object set pending = false, in_scope = false, complete = false,"
            + " properties = :properties"
            + planned,
        rows(row -> row.completion != null && !row.keepsProperties),
        (batch, row) ->
            bindCompletion(batch, row.knownCompletion())
                .bind(
                    "properties",
                    Json.text(
                        Json.object(row.properties)
                            .retain(row.knownCompletion().keptOutOfScope()))));
    ParkedStore.remove(h, keys(row -> row.unparked && row.wasParked));
    Batches.executeEach(
        h,
        ParkedStore.INSERT,
        rows(row -> row.parked != null),
        (batch, row) -> ParkedStore.bind(batch, Objects.requireNonNull(row.parked), row.notified));
    PlanStore.remove(h, keys(row -> row.plan == OutcomeRow.Plan.DONE));
    PlanStore.hold(h, keys(row -> row.plan == OutcomeRow.Plan.HELD));
  }

  private static PreparedBatch bindCompletion(PreparedBatch batch, Completion rest) {
    return Batches.bind(batch, rest.key()).bind("changed", rest.changed());
  }

  private List<OutcomeRow> rows(Predicate<OutcomeRow> condition) {
    return rows.values().stream().filter(condition).toList();
  }

  private List<ObjectKey> keys(Predicate<OutcomeRow> condition) {
    return rows(condition).stream().map(row -> row.key).toList();
  }
}
