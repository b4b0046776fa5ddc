package org.entrazscaler.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.entrazscaler.scim.ListPage;
import org.entrazscaler.scim.ScimAnswers;
import org.entrazscaler.scim.schema.Fields;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.scim.schema.ScimAnswerException;
import org.entrazscaler.scim.schema.ScimPath;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that a target publishes at {@code /Schemas} (RFC 7643, section 7). Immutable.
 *
 * @param attributes the definitions of each schema's attributes, by its URN in lower case
 * @param whole whether these are all schemas; if not, nothing is known of the others
 */
public record TargetSchemas(Map<String, JsonNode> attributes, boolean whole) {

  /** Copies the map. */
  public TargetSchemas {
    attributes = Map.copyOf(attributes);
  }

  static TargetSchemas of(List<ListPage> pages, boolean whole) {
    Map<String, JsonNode> attributes = new TreeMap<>();
    for (ObjectNode schema : pages.stream().flatMap(page -> page.resources().stream()).toList()) {
      String urn = ScimAnswers.id(schema);
      JsonNode listed = Fields.get(schema, "attributes");
      if (listed == null || !listed.isArray()) {
        throw new ScimAnswerException("Schema %s has no attributes".formatted(urn));
      }
      attributes.put(urn.toLowerCase(Locale.ROOT), listed);
    }
    return new TargetSchemas(attributes, whole);
  }

  /**
   * Why a path cannot be the target of a row.
   *
   * @param type users or groups
   * @param path the target
   * @return a sentence, or null if the target has the attribute or does not publish its core schema
   */
  public @Nullable String objection(ResourceType type, ScimPath path) {
    String urn = path.schema() == null ? type.schema() : path.schema();
    JsonNode listed = attributes.get(urn.toLowerCase(Locale.ROOT));
    if (listed == null) {
      return path.schema() == null || !whole ? null : "Zscaler does not list the extension " + urn;
    }
    // RFC 7643, section 3.1: the common attributes are no part of any schema.
    if (path.schema() == null && path.attribute().equals("externalId")) {
      return null;
    }
    JsonNode attribute = find(listed, path.attribute());
    String part = path.subAttribute();
    JsonNode parts = attribute == null ? null : attribute.get("subAttributes");
    if (attribute != null && part != null && parts != null && !parts.isEmpty()) {
      attribute = find(parts, part);
    }
    if (attribute == null) {
      return "Zscaler does not list the attribute " + path;
    }
    return attribute.path("mutability").asText().equalsIgnoreCase("readOnly")
        ? "Zscaler lists the attribute " + path + " as read-only"
        : null;
  }

  private static @Nullable JsonNode find(JsonNode attributes, String name) {
    for (JsonNode attribute : attributes) {
      if (attribute.path("name").asText().equalsIgnoreCase(name)) {
        return attribute;
      }
    }
    return null;
  }
}
