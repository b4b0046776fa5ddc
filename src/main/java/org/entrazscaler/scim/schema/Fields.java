package org.entrazscaler.scim.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields of JSON objects by name, ignoring letter case (RFC 7643, section 2.1). */
public final class Fields {

  private Fields() {}

  public static @Nullable JsonNode get(ObjectNode object, String name) {
    String written = name(object, name);
    return written == null ? null : object.get(written);
  }

  static void set(ObjectNode object, String name, JsonNode value) {
    String written = name(object, name);
    object.set(written == null ? name : written, value);
  }

  static void remove(ObjectNode object, String name) {
    String written = name(object, name);
    if (written != null) {
      object.remove(written);
    }
  }

  static ObjectNode objectIn(ObjectNode holder, String name) {
    return get(holder, name) instanceof ObjectNode object ? object : holder.putObject(name);
  }

  static ArrayNode arrayIn(ObjectNode holder, String name) {
    return get(holder, name) instanceof ArrayNode array ? array : holder.putArray(name);
  }

  /** The text of a field; null if it is absent or not a text. */
  public static @Nullable String text(ObjectNode object, String name) {
    JsonNode value = get(object, name);
    return value != null && value.isTextual() ? value.textValue() : null;
  }

  private static @Nullable String name(ObjectNode object, String name) {
    if (object.has(name)) {
      return name;
    }
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (field.getKey().equalsIgnoreCase(name)) {
        return field.getKey();
      }
    }
    return null;
  }
}
