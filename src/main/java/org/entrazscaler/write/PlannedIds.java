package org.entrazscaler.write;

import java.util.Optional;

/** Ids of target objects that are only planned; they are told by how they begin. */
public final class PlannedIds {

  private static final String PREFIX = "planned-";

  private PlannedIds() {}

  /**
   * The id of what would be made.
   *
   * @param sourceId object id in Entra
   * @return a fabricated SCIM {@code id}
   */
  public static String forSource(String sourceId) {
    return PREFIX + sourceId;
  }

  /**
   * Of which object of Entra a planned one would be.
   *
   * @param targetId a SCIM {@code id}
   * @return object id; empty if it is an id that the target gave
   */
  public static Optional<String> sourceId(String targetId) {
    return targetId.startsWith(PREFIX)
        ? Optional.of(targetId.substring(PREFIX.length()))
        : Optional.empty();
  }
}
