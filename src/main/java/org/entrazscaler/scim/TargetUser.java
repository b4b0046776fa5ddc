package org.entrazscaler.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user in the target.
 *
 * @param id the id in the target
 * @param userName the login name; null if the target shows none
 * @param externalId the id in the source; null if the target has none
 * @param active whether the account is enabled; null if the answer does not contain it, or it is
 *     unreadable
 * @param groups the groups of the user; also empty if the answer does not contain them (RFC 7643,
 *     section 2.5)
 * @param attributes the whole resource; {@link org.entrazscaler.scim.schema.ScimPath#read} reads
 *     the values
 */
public record TargetUser(
    String id,
    @Nullable String userName,
    @Nullable String externalId,
    @Nullable Boolean active,
    List<TargetReference> groups,
    ObjectNode attributes) {

  /** Copies the list. */
  public TargetUser {
    groups = List.copyOf(groups);
  }
}
