package org.entrazscaler.simulation.tenant;

/**
 * An event in the company.
 *
 * @param kind the kind of event
 * @param objectId the user or group that changed
 * @param sentence the event in words
 */
public record LifeEvent(Kind kind, String objectId, String sentence) {

  /** The kinds of events. */
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
