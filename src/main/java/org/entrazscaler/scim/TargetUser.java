package org.entrazscaler.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user as the target shows it.
 *
 * @param id the target's id
 * @param userName the login name, or null if the target shows none
 * @param externalId the id at the source, or null if the target holds none
 * @param active whether the account is enabled, or null if the answer does not say, or not so that
 *     it can be read
 * @param groups the groups it is in; empty also where the answer leaves them out (RFC 7643, section
 *     2.5)
 * @param attributes the whole resource; {@link org.entrazscaler.scim.schema.ScimPath#read} finds
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
