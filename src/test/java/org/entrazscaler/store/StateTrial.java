package org.entrazscaler.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.entrazscaler.graph.DeltaPage;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.MemberChange;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.graph.Removal;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.LinkStore;
import org.entrazscaler.link.Origin;
import org.entrazscaler.link.WrittenMembers;
import org.entrazscaler.outcome.Completion;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.source.Entitlement;
import org.entrazscaler.source.Presence;
import org.entrazscaler.source.SourceStore;
import org.entrazscaler.source.SourceUpdater;
import org.entrazscaler.source.StoredAssignment;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.target.KnownObject;

/** An empty state for one test, with short methods for events. */
public final class StateTrial implements AutoCloseable {

  public static final Instant NOW = Instant.parse("2026-03-02T08:00:00.123Z");

  /** The properties that are stored of an object out of scope. */
  public static final Set<String> KEPT = Set.of("accountEnabled", "securityEnabled", "department");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  final StateAddress address;
  final Path directory;
  private State state;

  public StateTrial(StateAddress address, Path directory) {
    this.address = address;
    this.directory = directory;
    this.state = open();
  }

  State open() {
    return State.open(address, directory, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  public void reopen() {
    state.close();
    state = open();
  }

  public SourceStore source() {
    return state.source();
  }

  public SourceUpdater sourceUpdater() {
    return state.sourceUpdater();
  }

  public Entitlement entitlement() {
    return state.entitlement();
  }

  public LinkStore links() {
    return state.links();
  }

  public WrittenMembers writtenMembers() {
    return state.writtenMembers();
  }

  /** Sets the objects to which an object refers. */
  public void names(ObjectKey key, String... named) {
    KnownObject known = state.planning().load(key.type(), List.of(key.id())).get(0);
    state.planning().saveReferences(Map.of(known, Set.of(named)));
  }

  public State state() {
    return state;
  }

  /** Members that a plan adds to a group, up to a maximum. */
  public List<String> joining(String group, int most) {
    membersDiffer(group, false);
    return state.memberDifferences().joining(group, most);
  }

  /** Members that a plan removes from a group, up to a maximum. */
  public List<String> leaving(String group, int most) {
    membersDiffer(group, false);
    return state.memberDifferences().leaving(group, most);
  }

  /** Members of a group have joined or left without a log entry. */
  public void membersWritten(String group, List<String> added, List<String> removed) {
    state.outcomes().record(List.of(new Outcome.Members(group, added, removed, null)));
  }

  @Override
  public void close() {
    state.close();
  }

  // --- what Graph says ----------------------------------------------------------------------

  /** Parses JSON with single quotes. */
  public static ObjectNode json(String text) {
    try {
      return (ObjectNode) MAPPER.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  public static DirectoryChange user(String id, String properties) {
    return new DirectoryChange(ObjectType.USER, id, Removal.NONE, json(properties), List.of());
  }

  public static DirectoryChange named(String id) {
    return user(
        id,
        "{'userPrincipalName':'%s@example.com','department':'Sales','accountEnabled':true}"
            .formatted(id));
  }

  public static DirectoryChange removed(ObjectType type, String id, Removal removal) {
    return new DirectoryChange(type, id, removal, JsonNodeFactory.instance.objectNode(), List.of());
  }

  /** A security group; members are ids, those that leave begin with a minus sign. */
  public static DirectoryChange group(String id, String... members) {
    return groupWith(id, "{'displayName':'%s','securityEnabled':true}".formatted(id), members);
  }

  public static DirectoryChange groupWith(String id, String properties, String... members) {
    List<MemberChange> changes = new ArrayList<>();
    for (String member : members) {
      boolean leaves = member.startsWith("-");
      changes.add(
          new MemberChange(leaves ? member.substring(1) : member, "#microsoft.graph.user", leaves));
    }
    return new DirectoryChange(ObjectType.GROUP, id, Removal.NONE, json(properties), changes);
  }

  public void page(ObjectType type, String nextLink, DirectoryChange... changes) {
    sourceUpdater().storePage(type, new DeltaPage(List.of(changes), nextLink, null), KEPT, false);
  }

  public void lastPage(ObjectType type, DirectoryChange... changes) {
    sourceUpdater()
        .storePage(type, new DeltaPage(List.of(changes), null, "delta-" + type), KEPT, false);
  }

  public void fullRound(ObjectType type, DirectoryChange... changes) {
    sourceUpdater().beginFullRound(type, "first-" + type);
    lastPage(type, changes);
  }

  public void deltaRound(ObjectType type, DirectoryChange... changes) {
    sourceUpdater().beginDeltaRound(type);
    lastPage(type, changes);
  }

  public static StoredAssignment assigned(DirectoryChange principal) {
    return assignment("a-" + principal.id(), principal.type(), principal.id(), true);
  }

  public static StoredAssignment assignment(
      String id, ObjectType type, String principal, boolean entitles) {
    return new StoredAssignment(
        id, principal, type.name(), entitles ? "role" : "default-access", entitles);
  }

  public void assign(StoredAssignment... assignments) {
    sourceUpdater().replaceAssignments(List.of(assignments));
  }

  // --- what the cycle does ------------------------------------------------------------------

  /** The ids of the pending objects. */
  public Set<String> pending(ObjectType type) {
    Set<String> ids = new TreeSet<>();
    state()
        .planning()
        .pending(type, false, 10)
        .forEachRemaining(chunk -> chunk.forEach(key -> ids.add(key.id())));
    return ids;
  }

  public StoredObject stored(ObjectKey key) {
    return source().find(key).orElseThrow();
  }

  public ObjectNode properties(ObjectKey key) {
    return stored(key).properties();
  }

  /** Completes all pending objects, in scope or not according to their assignments. */
  public void completeAll() {
    for (ObjectType type : ObjectType.values()) {
      for (String id : pending(type)) {
        ObjectKey key = new ObjectKey(type, id);
        complete(key, stored(key).presence() == Presence.PRESENT && entitlement().isEntitled(key));
      }
    }
  }

  public void complete(ObjectKey key, boolean inScope) {
    state.outcomes().record(List.of(new Outcome.Completed(completion(key, inScope), null)));
  }

  public Completion completion(ObjectKey key, boolean inScope) {
    return new Completion(key, stored(key).changed(), inScope, inScope, KEPT);
  }

  /** Compares a group as when it is planned. */
  public boolean membersDiffer(String group, boolean none) {
    return state.memberDifferences().compare(group, none, 1000, 1000).hasDifferences();
  }

  /** A managed account or group, in scope and enabled. */
  public void link(ObjectKey key, String targetId) {
    link(key, targetId, false, true);
  }

  public void link(ObjectKey key, String targetId, boolean disabled, boolean memberEligible) {
    state
        .outcomes()
        .record(
            List.of(
                new Outcome.Linked(
                    new Link(
                        key,
                        targetId,
                        Origin.CREATED,
                        json("{'displayName':'x'}"),
                        disabled,
                        memberEligible,
                        null),
                    List.of(),
                    null)));
  }
}
