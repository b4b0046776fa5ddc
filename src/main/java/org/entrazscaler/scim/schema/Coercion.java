package org.entrazscaler.scim.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.entrazscaler.scim.schema.ScimAttribute.Type;
import org.jspecify.annotations.Nullable;

/** Converts values of the source to JSON for one target attribute. */
record Coercion(ScimPath path, @Nullable ScimAttribute definition) {

  private static final ObjectMapper JSON = new ObjectMapper();

  JsonNode coerce(Object value) {
    boolean everyValue = definition != null && definition.multiValued();
    if (everyValue && path.conditions().isEmpty()) {
      return several(value instanceof List<?> list ? list : List.of(value));
    }
    return reference(single(only(value)));
  }

  private Object only(Object value) {
    if (!(value instanceof List<?> list)) {
      return value;
    }
    if (list.size() != 1) {
      throw ScimValueException.severalValues(path, list.size());
    }
    return list.get(0);
  }

  private ArrayNode several(List<?> values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Object value : values) {
      TextNode text = text(value);
      ObjectNode role = path.attribute().equals("roles") ? role(text.textValue()) : null;
      if (role == null) {
        array.addObject().set("value", text);
      } else {
        array.add(role);
      }
    }
    return array;
  }

  /**
   * A role of Entra's role functions in the form in which Entra sends it (Customize user
   * provisioning attribute-mappings, provisioning a role to a SCIM app); null for any other text.
   */
  private static @Nullable ObjectNode role(String text) {
    if (!text.startsWith("{")) {
      return null;
    }
    try {
      JsonNode role = JSON.readTree(text);
      return role.path("value").isTextual()
          ? JsonNodeFactory.instance
              .objectNode()
              .put("primary", false)
              .put("type", "WindowsAzureActiveDirectoryRole")
              .put("display", role.path("displayName").asText())
              .put("value", role.get("value").textValue())
          : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private JsonNode single(Object value) {
    if (definition == null) {
      return natural(value);
    }
    return switch (definition.type()) {
      case BOOLEAN -> bool(value);
      case INTEGER -> integer(value);
      case STRING, DATE_TIME, REFERENCE, BINARY, COMPLEX -> text(value);
    };
  }

  /** A value of a complex attribute without a sub-attribute is written as its "value". */
  private JsonNode reference(JsonNode value) {
    if (definition == null || definition.type() != Type.COMPLEX) {
      return value;
    }
    ObjectNode reference = JsonNodeFactory.instance.objectNode();
    reference.set("value", value);
    return reference;
  }

  private JsonNode natural(Object value) {
    if (value instanceof Boolean bool) {
      return BooleanNode.valueOf(bool);
    }
    return value instanceof Long number ? LongNode.valueOf(number) : text(value);
  }

  private BooleanNode bool(Object value) {
    if (value instanceof Boolean bool) {
      return BooleanNode.valueOf(bool);
    }
    if (value instanceof String text) {
      if (text.equalsIgnoreCase("true")) {
        return BooleanNode.TRUE;
      }
      if (text.equalsIgnoreCase("false")) {
        return BooleanNode.FALSE;
      }
    }
    throw ScimValueException.invalid(
        path, "the attribute is a Boolean and accepts \"True\" or \"False\", not " + shown(value));
  }

  private LongNode integer(Object value) {
    if (value instanceof Long number) {
      return LongNode.valueOf(number);
    }
    if (value instanceof String text && text.matches("-?\\d{1,18}")) {
      return LongNode.valueOf(Long.parseLong(text));
    }
    throw ScimValueException.invalid(
        path, "the attribute is an integer and accepts digits, not " + shown(value));
  }

  private TextNode text(Object value) {
    if (value instanceof Boolean bool) {
      return TextNode.valueOf(bool ? "True" : "False");
    }
    if (value instanceof String || value instanceof Long) {
      return TextNode.valueOf(value.toString());
    }
    throw ScimValueException.invalid(path, "the attribute is text and does not accept " + value);
  }

  private static String shown(Object value) {
    return value instanceof String ? "\"" + value + "\"" : value.toString();
  }
}
