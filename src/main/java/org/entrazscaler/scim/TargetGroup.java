package org.entrazscaler.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group as the target shows it.
 *
 * @param id the target's id
 * @param displayName its name, or null if the target shows none
 * @param externalId the id at the source, or null if the target holds none
 * @param members the members, or null if the answer says nothing of them, which is not the same as
 *     none
 * @param attributes the whole resource; {@link org.entrazscaler.scim.schema.ScimPath#read} finds
 *     the values
 */
public record TargetGroup(
    String id,
    @Nullable String displayName,
    @Nullable String externalId,
    @Nullable List<TargetReference> members,
    ObjectNode attributes) {

  /** Copies the list. */
  public TargetGroup {
    members = members == null ? null : List.copyOf(members);
  }
}
