package org.entrazscaler.target;

import java.util.List;
import java.util.Set;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.link.Link;
import org.entrazscaler.plan.RestoredValue;
import org.entrazscaler.source.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * A source object with the data of the state that planning needs.
 *
 * @param stored the source copy
 * @param pending whether it is pending
 * @param entitled whether it is assigned, directly or, for a user, through a security group
 * @param link its link, or null
 * @param restored its restored values, in the order of the paths; empty for nearly all objects
 * @param referencedUsers the recorded object ids of the users that it refers to, such as its
 *     manager
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

  public ObjectKey key() {
    return stored.key();
  }
}
