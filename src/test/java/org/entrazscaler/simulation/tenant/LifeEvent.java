package org.entrazscaler.simulation.tenant;

/**
 * Something that happened in the company.
 *
 * @param kind what it was
 * @param objectId the user or group that it happened to
 * @param sentence what happened, for people
 */
public record LifeEvent(Kind kind, String objectId, String sentence) {

  /** What can happen. */
  public enum Kind {
    JOINER,
    MOVER,
    LEAVER,
    PURGED,
    RETURNED,
    BLOCKED,
    ALLOWED,
    RENAMED,
    PROMOTED,
    PROJECT_JOINED,
    PROJECT_LEFT,
    GROUP_RENAMED,
    ASSIGNED,
    UNASSIGNED
  }
}
