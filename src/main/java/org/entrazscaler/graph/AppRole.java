package org.entrazscaler.graph;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Objects;

/**
 * A role that the enterprise application offers (Microsoft Graph, resource type appRole).
 *
 * @param id the role's id, to which assignments refer
 * @param value the result of the role functions; the displayName if the role has no value
 * @param displayName the name in the portal
 */
public record AppRole(String id, String value, String displayName) {

  /** Checks the components. */
  public AppRole {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(displayName, "displayName");
  }

  /**
   * One value of {@code [appRoleAssignments]}, as the role functions read it (Entra, Customize user
   * provisioning attribute-mappings).
   *
   * @return JSON text {@code {"id":…,"value":…,"displayName":…}}
   */
  public String json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id)
        .put("value", value)
        .put("displayName", displayName)
        .toString();
  }
}
