package org.entrazscaler.mapping.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object in the JSON, with its path. Members that are null count as missing.
 *
 * @param path the path from the root, such as {@code $.synchronizationRules[0]}
 * @param json the object
 */
record SchemaNode(String path, JsonNode json) {

  private static final int SHOWN = 40;

  /** Checks that the node is an object. */
  SchemaNode {
    if (!json.isObject()) {
      throw wrong(path, json, "an object");
    }
  }

  /** The objects of a list; empty if the list is missing. */
  List<SchemaNode> objects(String name) {
    JsonNode list = member(name);
    if (list == null) {
      return List.of();
    }
    if (!list.isArray()) {
      throw wrong(at(name), list, "a list");
    }
    List<SchemaNode> objects = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      objects.add(new SchemaNode(at(name) + "[" + i + "]", list.get(i)));
    }
    return objects;
  }

  /** The objects of a list that must exist but may be empty. */
  List<SchemaNode> requiredObjects(String name) {
    if (member(name) == null) {
      throw new SchemaException(at(name), "is missing");
    }
    return objects(name);
  }

  @Nullable SchemaNode object(String name) {
    JsonNode object = member(name);
    return object == null ? null : new SchemaNode(at(name), object);
  }

  @Nullable String text(String name) {
    JsonNode text = member(name);
    if (text == null) {
      return null;
    }
    if (!text.isTextual()) {
      throw wrong(at(name), text, "a text");
    }
    return text.textValue();
  }

  /** A text; null if it is missing or blank. */
  @Nullable String filledText(String name) {
    String text = text(name);
    return text == null || text.isBlank() ? null : text;
  }

  String requiredText(String name) {
    String text = filledText(name);
    if (text == null) {
      throw new SchemaException(at(name), "is missing");
    }
    return text;
  }

  /** The texts of a list; empty if the list is missing. */
  List<String> texts(String name) {
    JsonNode list = member(name);
    if (list == null) {
      return List.of();
    }
    if (!list.isArray()) {
      throw wrong(at(name), list, "a list");
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (!list.get(i).isTextual()) {
        throw wrong(at(name) + "[" + i + "]", list.get(i), "a text");
      }
      texts.add(list.get(i).textValue());
    }
    return texts;
  }

  /** A whole number of at least 0; 0 if it is missing. */
  int number(String name) {
    JsonNode number = member(name);
    if (number == null) {
      return 0;
    }
    if (!number.isIntegralNumber() || !number.canConvertToInt() || number.intValue() < 0) {
      throw wrong(at(name), number, "a whole number of at least 0");
    }
    return number.intValue();
  }

  boolean flag(String name, boolean defaultValue) {
    JsonNode flag = member(name);
    if (flag == null) {
      return defaultValue;
    }
    if (!flag.isBoolean()) {
      throw wrong(at(name), flag, "true or false");
    }
    return flag.booleanValue();
  }

  String at(String name) {
    return path + "." + name;
  }

  private @Nullable JsonNode member(String name) {
    JsonNode member = json.get(name);
    return member == null || member.isNull() ? null : member;
  }

  private static SchemaException wrong(String path, JsonNode found, String expected) {
    String text = found.toString();
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    // ConvertTo-Json writes objects below its maximum depth as such texts.
    boolean cut =
        found.isTextual()
            && (found.textValue().startsWith("@{") || found.textValue().startsWith("System."));
    return new SchemaException(
        path,
        "expected "
            + expected
            + ", found "
            + shown
            + (cut ? " (PowerShell cuts off deep objects: use ConvertTo-Json -Depth 20)" : ""));
  }
}
