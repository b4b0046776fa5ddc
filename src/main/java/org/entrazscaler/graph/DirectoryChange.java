package org.entrazscaler.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One entry of a delta answer. The same change may come again, and one object may come several
 * times in one round, each time with another part of its members.
 *
 * @param type what was asked for
 * @param id the object's id, opaque
 * @param removal whether the object was deleted
 * @param properties the properties that came, by Graph's names, without {@code id} and annotations;
 *     a null is a property that was cleared; {@code manager} is the manager's id. See {@link
 *     org.entrazscaler.directory.SourceObject#merge}
 * @param members membership changes in the order in which they came; none for users
 */
public record DirectoryChange(
    ObjectType type,
    String id,
    Removal removal,
    ObjectNode properties,
    List<MemberChange> members) {

  /** Takes an immutable copy of the members. */
  public DirectoryChange {
    members = List.copyOf(members);
  }
}
