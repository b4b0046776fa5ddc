package org.entrazscaler.link;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.entrazscaler.graph.ObjectKey;
import org.jspecify.annotations.Nullable;

/**
 * The target object of a source object, and what is known about it.
 *
 * @param key the source object
 * @param targetId SCIM {@code id}, or null while the creation is not answered
 * @param origin whether it was created or adopted
 * @param written the values that were written or read: SCIM path to value
 * @param disabled whether it was disabled
 * @param memberEligible whether it may be a member of groups
 * @param intent the kind of a write whose outcome is unknown, or null
 */
public record Link(
    ObjectKey key,
    @Nullable String targetId,
    Origin origin,
    ObjectNode written,
    boolean disabled,
    boolean memberEligible,
    @Nullable String intent) {

  /** The intent of a group whose members must be read before the next write. */
  public static final String MEMBERS = "members";

  /**
   * The id of an existing target object.
   *
   * @return SCIM {@code id}
   * @throws IllegalStateException while its creation is not answered
   */
  public String knownTargetId() {
    if (targetId == null) {
      throw new IllegalStateException("The creation of " + key + " is not answered yet.");
    }
    return targetId;
  }

  /**
   * The same link with another intent.
   *
   * @param next the kind of write, or null for none
   * @return a copy
   */
  public Link withIntent(@Nullable String next) {
    return new Link(key, targetId, origin, written, disabled, memberEligible, next);
  }
}
