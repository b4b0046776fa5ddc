package org.entrazscaler.simulation.zscaler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user as the simulated Zscaler holds it at one moment; a copy, changing it changes nothing
 * there.
 *
 * @param id Zscaler's id
 * @param userName the login name
 * @param externalId as sent, null when never sent
 * @param active false for a disabled user
 * @param attributes every SCIM attribute but id, meta and groups
 * @param groupNames displayNames of the user's groups, in the order the memberships came
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
