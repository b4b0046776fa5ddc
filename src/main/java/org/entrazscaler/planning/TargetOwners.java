package org.entrazscaler.planning;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.source.Presence;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.State;
import org.entrazscaler.target.ReadAnswers;
import org.entrazscaler.target.TargetReading;
import org.jspecify.annotations.Nullable;

/**
 * Finds the objects of Entra to which objects in the target belong: by their links or else by their
 * {@code externalId}.
 */
public final class TargetOwners {

  private final State state;
  private final NameConflicts conflicts;

  public TargetOwners(State state) {
    this.state = state;
    this.conflicts = new NameConflicts(state);
  }

  /**
   * The Entra object that a target object belongs to, by its link or else by its {@code
   * externalId}; null if there is none. A deleted object has freed its name, even if it can be
   * restored: its target object may be adopted.
   */
  @Nullable
  public String owner(ObjectType type, List<ObjectNode> found) {
    return owner(type, found, null);
  }

  @Nullable String owner(ObjectType type, List<ObjectNode> found, @Nullable ReadAnswers read) {
    if (found.size() != 1) {
      return null;
    }
    ObjectNode resource = found.get(0);
    return link(type, resource, read)
        .map(link -> link.key().id())
        .filter(id -> keepsName(type, id))
        .or(() -> TargetReading.externalId(resource).filter(id -> keepsName(type, id)))
        .orElse(null);
  }

  private boolean keepsName(ObjectType type, String id) {
    return state.source().find(new ObjectKey(type, id)).filter(TargetOwners::keepsName).isPresent();
  }

  /** Whether an object still has its name in Entra, as far as known. */
  static boolean keepsName(StoredObject object) {
    return object.presence() == Presence.PRESENT || object.presence() == Presence.VANISHED;
  }

  /** The object of Entra, existing or deleted, that has a target object. */
  public Optional<ObjectKey> holder(ObjectType type, ObjectNode resource) {
    return holder(type, resource, null);
  }

  private Optional<ObjectKey> holder(
      ObjectType type, ObjectNode resource, @Nullable ReadAnswers read) {
    return link(type, resource, read)
        .map(Link::key)
        .or(() -> TargetReading.externalId(resource).map(id -> new ObjectKey(type, id)));
  }

  /** The other object of Entra, existing or deleted, that has a found object. */
  Optional<ObjectKey> holder(ObjectKey key, List<ObjectNode> found, @Nullable ReadAnswers read) {
    return found.stream()
        .map(resource -> holder(key.type(), resource, read))
        .flatMap(Optional::stream)
        .filter(other -> !other.equals(key) && state.source().find(other).isPresent())
        .findFirst();
  }

  /** The other object of Entra whose link refers to a target object. */
  public Optional<ObjectKey> otherHolder(ObjectKey key, String targetId) {
    return state
        .links()
        .findByTarget(key.type(), targetId)
        .map(Link::key)
        .filter(other -> !other.equals(key));
  }

  /** The link of an object of the target. */
  Optional<Link> link(ObjectType type, ObjectNode resource, @Nullable ReadAnswers read) {
    String id = resource.path("id").asText();
    Optional<Link> known = read == null ? null : read.link(id);
    return known == null ? state.links().findByTarget(type, id) : known;
  }

  /**
   * Whether a found object belongs to another object, existing or deleted, that is still planned or
   * written in this cycle and may free the name.
   */
  boolean isOwnerChanging(ObjectKey key, List<ObjectNode> found, @Nullable ReadAnswers read) {
    return found.stream()
        .map(resource -> holder(key.type(), resource, read))
        .flatMap(Optional::stream)
        .anyMatch(other -> !other.equals(key) && isOwnerChanging(other));
  }

  private boolean isOwnerChanging(ObjectKey other) {
    return state.plan().isDue(other) || state.source().isPending(other);
  }

  /** Why a target object that belongs to another object of Entra cannot be adopted. */
  public Decision.Refuse conflict(ObjectKey key, String owner, ObjectNode resource) {
    return conflicts.refusal(key, new ObjectKey(key.type(), owner), resource.path("id").asText());
  }
}
