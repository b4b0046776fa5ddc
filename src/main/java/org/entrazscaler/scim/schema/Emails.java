package org.entrazscaler.scim.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The e-mail addresses of a user. */
public final class Emails {

  private Emails() {}

  static boolean any(ObjectNode user) {
    if (Fields.text(user, "primaryEmail") != null) {
      return true;
    }
    if (Fields.get(user, "emails") instanceof ArrayNode emails) {
      for (JsonNode email : emails) {
        String value = email instanceof ObjectNode object ? Fields.text(object, "value") : null;
        if (value != null && !value.isBlank()) {
          return true;
        }
      }
    }
    return false;
  }

  static boolean anyPrimary(ObjectNode user) {
    if (Fields.text(user, "primaryEmail") != null) {
      return true;
    }
    if (Fields.get(user, "emails") instanceof ArrayNode emails) {
      for (JsonNode email : emails) {
        JsonNode primary =
            email instanceof ObjectNode object ? Fields.get(object, "primary") : null;
        if (primary != null && primary.asBoolean()) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Marks the work address, or else the first one, as primary if none is primary. Entra does so on
   * creation (Develop a SCIM endpoint), and ZIdentity requires a primary address (Understanding
   * SCIM).
   */
  public static void markPrimary(ObjectNode user) {
    ObjectNode selected = null;
    if (Fields.get(user, "emails") instanceof ArrayNode emails) {
      for (JsonNode email : emails) {
        if (email instanceof ObjectNode object) {
          JsonNode primary = Fields.get(object, "primary");
          if (primary != null && primary.asBoolean()) {
            return;
          }
          if (selected == null || "work".equalsIgnoreCase(Fields.text(object, "type"))) {
            selected = object;
          }
        }
      }
    }
    if (selected != null) {
      selected.put("primary", true);
    }
  }
}
