package org.entrazscaler.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One entry of an answer to a delta query. The same change may be repeated, and one object may
 * occur several times in one round, each time with another part of its members.
 *
 * @param type the requested type
 * @param id the object's id, opaque
 * @param removal whether the object was deleted
 * @param properties the returned properties, by Graph's names, without {@code id} and annotations;
 *     a null is a property that was cleared; {@code manager} is the manager's id. See {@link
 *     org.entrazscaler.directory.SourceObject#merge}
 * @param members membership changes in Graph's order; none for users
 */
public record DirectoryChange(
    ObjectType type,
    String id,
    Removal removal,
    ObjectNode properties,
    List<MemberChange> members) {

  /** Copies the list. */
  public DirectoryChange {
    members = List.copyOf(members);
  }
}
