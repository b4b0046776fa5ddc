package org.entrazscaler.graph;

import java.util.Objects;

/**
 * Identifies a user or group of Entra.
 *
 * @param type user or group
 * @param id object id, opaque
 */
public record ObjectKey(ObjectType type, String id) {

  /** Checks the components. */
  public ObjectKey {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(id, "id");
  }

  /** The key of a user. */
  public static ObjectKey user(String id) {
    return new ObjectKey(ObjectType.USER, id);
  }

  /** The key of a group. */
  public static ObjectKey group(String id) {
    return new ObjectKey(ObjectType.GROUP, id);
  }

  @Override
  public String toString() {
    return type.name().toLowerCase(java.util.Locale.ROOT) + " " + id;
  }
}
