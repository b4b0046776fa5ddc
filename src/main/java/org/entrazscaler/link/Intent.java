package org.entrazscaler.link;

import java.util.Collection;
import java.util.List;
import org.entrazscaler.graph.ObjectKey;

/**
 * A write that is about to be sent, as it is recorded before.
 *
 * @param key the source object
 * @param kind what kind of write
 * @param added SCIM ids of those who join by it, if it is a group: until its outcome is known they
 *     count as ours, so that they are found again even if they should leave meanwhile
 * @param removed SCIM ids of those who leave by it
 */
public record Intent(
    ObjectKey key, String kind, Collection<String> added, Collection<String> removed) {

  /** A write that brings nobody into a group, and nobody out of it. */
  public Intent(ObjectKey key, String kind) {
    this(key, kind, List.of(), List.of());
  }
}
