package org.entrazscaler.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group in the target.
 *
 * @param id the id in the target
 * @param displayName the name; null if the target shows none
 * @param externalId the id in the source; null if the target has none
 * @param members the members; null if they are unknown because the answer does not contain them
 * @param attributes the whole resource; {@link org.entrazscaler.scim.schema.ScimPath#read} reads
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
