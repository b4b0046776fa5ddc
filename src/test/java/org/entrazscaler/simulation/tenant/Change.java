package org.entrazscaler.simulation.tenant;

/**
 * One entry of the change log.
 *
 * @param object the changed object; for a membership, the group
 * @param kind the kind of change
 * @param detail the name of the property, or the id of the member or manager; empty otherwise
 */
record Change(DirectoryObject object, Kind kind, String detail) {

  enum Kind {
    CREATED,
    PROPERTY,
    SOFT_DELETED,
    RESTORED,
    PURGED,
    LINK_ADDED,
    LINK_REMOVED
  }
}
