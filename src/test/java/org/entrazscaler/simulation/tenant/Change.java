package org.entrazscaler.simulation.tenant;

/**
 * One entry of the change log.
 *
 * @param object whose change it is: a membership is the group's
 * @param kind what happened
 * @param detail the property's name, or the id of the member or manager; empty otherwise
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
