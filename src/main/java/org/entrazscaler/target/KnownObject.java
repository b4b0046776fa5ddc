package org.entrazscaler.target;

import java.util.List;
import java.util.Set;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.link.Link;
import org.entrazscaler.plan.RestoredValue;
import org.entrazscaler.source.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * A source object with all that the state knows of it when it is planned.
 *
 * @param stored the last read copy
 * @param pending whether it is to be looked at; false if it is at rest
 * @param entitled whether it is assigned: by itself or, for a user, through a security group
 * @param link its target object, or null
 * @param restored what undo holds of it, in the order of the paths; empty for nearly all objects
 * @param referencedUsers object ids of what it refers to as far as was noted, such as its manager
 */
public record KnownObject(
    StoredObject stored,
    boolean pending,
    boolean entitled,
    @Nullable Link link,
    List<RestoredValue> restored,
    Set<String> referencedUsers) {

  /** Copies the collections. */
  public KnownObject {
    restored = List.copyOf(restored);
    referencedUsers = Set.copyOf(referencedUsers);
  }

  /**
   * Which object it is.
   *
   * @return its key
   */
  public ObjectKey key() {
    return stored.key();
  }
}
