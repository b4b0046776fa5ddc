package org.entrazscaler.simulation.zscaler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a user of the simulated Zscaler at one moment.
 *
 * @param id the id in Zscaler
 * @param userName the login name
 * @param externalId as sent; null if never sent
 * @param active false for a disabled user
 * @param attributes all SCIM attributes except id, meta and groups
 * @param groupNames displayNames of the groups of the user, in the order of the memberships
 * @param administrator whether an administrator is linked to the user
 */
public record ZscalerUser(
    String id,
    String userName,
    @Nullable String externalId,
    boolean active,
    ObjectNode attributes,
    List<String> groupNames,
    boolean administrator) {

  /** The department of the enterprise extension, null without one. */
  public @Nullable String department() {
    return attributes.path(ScimService.ENTERPRISE).path("department").textValue();
  }

  /** The displayName, null without one. */
  public @Nullable String displayName() {
    return attributes.path("displayName").textValue();
  }
}
