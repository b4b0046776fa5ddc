package org.entrazscaler.link;

import java.util.Collection;
import java.util.List;
import org.entrazscaler.graph.ObjectKey;

/**
 * The record that a write is about to be sent.
 *
 * @param key the source object
 * @param kind the kind of write
 * @param added SCIM ids of the members that the write adds to a group; until its outcome is known
 *     they count as written, so that they are removed if they leave in the meantime
 * @param removed SCIM ids of the members that the write removes
 */
public record Intent(
    ObjectKey key, String kind, Collection<String> added, Collection<String> removed) {

  /** An intent without members. */
  public Intent(ObjectKey key, String kind) {
    this(key, kind, List.of(), List.of());
  }
}
