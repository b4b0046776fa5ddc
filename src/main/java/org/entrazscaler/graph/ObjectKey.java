package org.entrazscaler.graph;

import java.util.Objects;

/**
 * Names a user or group of Entra.
 *
 * @param type what it is
 * @param id its object id, opaque
 */
public record ObjectKey(ObjectType type, String id) {

  /** Checks the components. */
  public ObjectKey {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(id, "id");
  }

  /**
   * A user.
   *
   * @param id object id
   * @return its key
   */
  public static ObjectKey user(String id) {
    return new ObjectKey(ObjectType.USER, id);
  }

  /**
   * A group.
   *
   * @param id object id
   * @return its key
   */
  public static ObjectKey group(String id) {
    return new ObjectKey(ObjectType.GROUP, id);
  }

  @Override
  public String toString() {
    return type.name().toLowerCase(java.util.Locale.ROOT) + " " + id;
  }
}
