package org.entrazscaler.write;

import java.util.Optional;

/** Placeholder ids of target objects that are only planned. */
public final class PlannedIds {

  private static final String PREFIX = "planned-";

  private PlannedIds() {}

  /**
   * The placeholder id for the target object of a source object.
   *
   * @param sourceId object id in Entra
   * @return in place of a SCIM {@code id}
   */
  public static String forSource(String sourceId) {
    return PREFIX + sourceId;
  }

  /**
   * The source object of a placeholder id.
   *
   * @param targetId a SCIM {@code id} or a placeholder
   * @return object id; empty for a real SCIM {@code id}
   */
  public static Optional<String> sourceId(String targetId) {
    return targetId.startsWith(PREFIX)
        ? Optional.of(targetId.substring(PREFIX.length()))
        : Optional.empty();
  }
}
