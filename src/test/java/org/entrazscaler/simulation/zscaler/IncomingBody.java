package org.entrazscaler.simulation.zscaler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import de.captaingoldfish.scim.sdk.common.constants.ScimType;
import de.captaingoldfish.scim.sdk.common.exceptions.BadRequestException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Adapts incoming bodies: forms that Zscaler accepts, but the strict library would refuse or drop,
 * are changed into the form of the library. Nothing else is changed; the library handles paths,
 * filters, values and unknown attributes.
 *
 * <ul>
 *   <li>{@code active} as text in any letter case becomes a boolean (Entra without
 *       aadOptscim062020);
 *   <li>{@code op} in any letter case becomes lower case;
 *   <li>{@code add} to a missing entry, {@code emails[type eq "work"].value}, adds the entry, as
 *       the example of ZPA and Entra expect; the library answers noTarget;
 *   <li>a removal of members with a value array becomes removals with a path filter, or loses its
 *       value ({@link ZscalerOptions#valueArrayRemovalIgnoresValue});
 *   <li>extensions that the server does not know are removed from {@code schemas} (the ADSCIM group
 *       schema of Entra);
 *   <li>ZPA: {@code division}, {@code organization}, {@code costCenter} and {@code department} at
 *       the top level move into the enterprise extension, and an unknown URN is refused.
 * </ul>
 */
final class IncomingBody {

  private static final Set<String> ENTERPRISE_AT_TOP =
      Set.of("division", "organization", "costCenter", "department");

  private static final Pattern ENTRY =
      Pattern.compile("(?i)([a-z0-9]+)\\[type eq \"([^\"]+)\"]\\.([a-z0-9]+)");

  private final ZscalerOptions options;
  private final boolean users;

  IncomingBody(ZscalerOptions options, boolean users) {
    this.options = options;
    this.users = users;
  }

  void adaptResource(ObjectNode resource) {
    trimBlanks(resource);
    if (resource.get("schemas") instanceof ArrayNode schemas) {
      ArrayNode known = Json.MAPPER.createArrayNode();
      for (JsonNode schema : schemas) {
        if (ScimService.SCHEMAS.contains(schema.asText())) {
          known.add(schema);
        }
      }
      resource.set("schemas", known);
    }
    if (!users) {
      return;
    }
    adaptActive(resource);
    if (options.product() == SimulatedProduct.ZPA) {
      refuseUnknownNamespaces(resource);
      moveIntoEnterprise(resource);
    }
  }

  /**
   * @param user the attributes of the user that the PATCH is for, empty when there is none
   */
  void adaptPatch(ObjectNode patch, ObjectNode user) {
    if (!(patch.get("Operations") instanceof ArrayNode operations)) {
      return;
    }
    operations.forEach(
        operation -> {
          if (operation.path("value").isTextual()) {
            ((ObjectNode) operation)
                .put("value", withoutExtraBlanks(operation.path("value").asText()));
          } else {
            trimBlanks(operation.path("value"));
          }
        });
    Set<String> entries = entriesOf(user);
    ArrayNode adapted = Json.MAPPER.createArrayNode();
    for (JsonNode operation : operations) {
      if (operation instanceof ObjectNode object && users) {
        adaptUserOperation(object, entries);
        adapted.add(object);
      } else if (operation instanceof ObjectNode object) {
        adaptGroupOperation(object, adapted);
      } else {
        adapted.add(operation);
      }
    }
    patch.set("Operations", adapted);
  }

  private void trimBlanks(JsonNode value) {
    if (value instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              field -> {
                if (field.getValue().isTextual()) {
                  field.setValue(new TextNode(withoutExtraBlanks(field.getValue().asText())));
                } else {
                  trimBlanks(field.getValue());
                }
              });
    } else {
      value.forEach(this::trimBlanks);
    }
  }

  private String withoutExtraBlanks(String text) {
    return options.blanksTaken() ? text.strip().replaceAll("\\s+", " ") : text;
  }

  private static void adaptUserOperation(ObjectNode operation, Set<String> entries) {
    String op = lowerCase(operation);
    String path = operation.path("path").asText();
    if (path.equalsIgnoreCase("active")) {
      operation.set("value", asBoolean(operation.path("value")));
    } else if (path.isEmpty() && operation.get("value") instanceof ObjectNode value) {
      adaptActive(value);
    }
    Matcher entry = ENTRY.matcher(path);
    if (op.equals("add") && entry.matches() && entries.add(entry.group(1) + " " + entry.group(2))) {
      ObjectNode added = Json.MAPPER.createObjectNode().put("type", entry.group(2));
      added.set(entry.group(3), operation.path("value"));
      operation.put("path", entry.group(1)).putArray("value").add(added);
    }
  }

  /** "emails work" for every typed entry of a multi-valued attribute. */
  private static Set<String> entriesOf(ObjectNode user) {
    Set<String> entries = new HashSet<>();
    for (Map.Entry<String, JsonNode> attribute : user.properties()) {
      if (attribute.getValue().isArray()) {
        for (JsonNode entry : attribute.getValue()) {
          entries.add(attribute.getKey() + " " + entry.path("type").asText());
        }
      }
    }
    return entries;
  }

  private void adaptGroupOperation(ObjectNode operation, ArrayNode adapted) {
    String op = lowerCase(operation);
    String path = operation.path("path").asText();
    if (path.isEmpty() && !options.groupPatchWithoutPath()) {
      throw new BadRequestException(
          "A PATCH operation needs a path", ScimType.RFC7644.INVALID_PATH);
    }
    if (op.equals("remove") && path.equalsIgnoreCase("members")) {
      adapted.addAll(removals(operation));
    } else {
      adapted.add(operation);
    }
  }

  private static String lowerCase(ObjectNode operation) {
    String op = operation.path("op").asText().toLowerCase(Locale.ROOT);
    operation.put("op", op);
    return op;
  }

  private List<ObjectNode> removals(ObjectNode operation) {
    JsonNode value = operation.remove("value");
    if (value == null || value.isNull() || options.valueArrayRemovalIgnoresValue()) {
      return List.of(operation);
    }
    JsonNode members = value.isArray() ? value : Json.MAPPER.createArrayNode().add(value);
    List<ObjectNode> removals = new ArrayList<>();
    for (JsonNode member : members) {
      String id = member.isObject() ? member.path("value").asText() : member.asText();
      removals.add(
          Json.MAPPER
              .createObjectNode()
              .put("op", "remove")
              .put("path", "members[value eq \"" + id.replace("\"", "\\\"") + "\"]"));
    }
    return removals;
  }

  private static void adaptActive(ObjectNode resource) {
    if (resource.has("active")) {
      resource.set("active", asBoolean(resource.get("active")));
    }
  }

  private static JsonNode asBoolean(JsonNode value) {
    if (!value.isTextual()) {
      return value;
    }
    return switch (value.textValue().toLowerCase(Locale.ROOT)) {
      case "true" -> BooleanNode.TRUE;
      case "false" -> BooleanNode.FALSE;
      default ->
          throw Rules.refused("active '" + value.textValue() + "' is neither true nor false");
    };
  }

  private static void moveIntoEnterprise(ObjectNode resource) {
    for (String attribute : ENTERPRISE_AT_TOP) {
      JsonNode value = resource.remove(attribute);
      if (value != null) {
        resource.withObject("/" + ScimService.ENTERPRISE).set(attribute, value);
      }
    }
  }

  /** As ZPA answers a mistyped schema URN (Okta's support article on ZPA 2.0). */
  private static void refuseUnknownNamespaces(ObjectNode resource) {
    for (Map.Entry<String, JsonNode> property : resource.properties()) {
      String name = property.getKey();
      if (name.startsWith("urn:") && !ScimService.SCHEMAS.contains(name)) {
        String first =
            property.getValue().fieldNames().hasNext()
                ? property.getValue().fieldNames().next()
                : "";
        throw Rules.refused("Invalid externalNamespace " + name + " for property: " + first);
      }
    }
  }
}
