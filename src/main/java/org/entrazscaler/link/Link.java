package org.entrazscaler.link;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.entrazscaler.graph.ObjectKey;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the target's side of a source object.
 *
 * @param key the source object
 * @param targetId SCIM {@code id}, or null while a creation is not answered
 * @param origin how it came to be ours
 * @param written what the target holds as far as it was written or read: SCIM path to value
 * @param disabled whether it was disabled
 * @param memberEligible whether it may be a member of groups
 * @param intent a write that was begun and of which the outcome is not known, or null
 */
public record Link(
    ObjectKey key,
    @Nullable String targetId,
    Origin origin,
    ObjectNode written,
    boolean disabled,
    boolean memberEligible,
    @Nullable String intent) {

  /** The intent of a group of which the members are to be looked at before more is written. */
  public static final String MEMBERS = "members";

  /**
   * The target's id of an object that is there.
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
   * @param next a write that was begun, or null for none
   * @return a copy
   */
  public Link withIntent(@Nullable String next) {
    return new Link(key, targetId, origin, written, disabled, memberEligible, next);
  }
}
