package org.entrazscaler.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entrazscaler.expression.Attributes;
import org.entrazscaler.text.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Attributes as a JSON object with Entra's names, and values of expressions as JSON. The value of
 * an attribute is a text, a boolean, a whole number, a list of these, or null. The elements of a
 * list become texts; an empty list counts as absent.
 */
public final class AttributesJson {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private AttributesJson() {}

  /**
   * Reads attributes.
   *
   * @param text a JSON object
   * @return the attributes
   * @throws IllegalArgumentException if the text is anything else; the message says what, and
   *     continues a sentence that begins with the origin of the text: "is not valid JSON …"
   */
  public static Attributes read(String text) {
    return readAll(text)::get;
  }

  /**
   * Reads attributes as a map.
   *
   * @param text a JSON object
   * @return the values by name, without those that are null, in the order of the text
   * @throws IllegalArgumentException as {@link #read}
   */
  public static Map<String, Object> readAll(String text) {
    JsonNode object = parse(text);
    if (!object.isObject()) {
      throw new IllegalArgumentException(
          "is not a JSON object such as {\"department\": \"Sales\"}");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      Object value = value(field.getKey(), field.getValue());
      if (value != null) {
        values.put(field.getKey(), value);
      }
    }
    return Collections.unmodifiableMap(values);
  }

  /**
   * Reads the value of one attribute.
   *
   * @param name the attribute
   * @param text its value as JSON
   * @return the value; null for JSON's null and for an empty list
   * @throws IllegalArgumentException as {@link #read}
   */
  public static @Nullable Object readValue(String name, String text) {
    return value(name, parse(text));
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(Utf8.withoutMark(text));
    } catch (JsonProcessingException e) {
      String place =
          e.getLocation() == null
              ? ""
              : " at line %s, column %s"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw new IllegalArgumentException(
          "is not valid JSON" + place + ": " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Writes a value.
   *
   * @param value the value of an expression: a text, a boolean, a whole number, a list or null; or
   *     a map of such values by name
   * @return the value as JSON, in one line
   */
  public static String write(@Nullable Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Values of expressions can be written as JSON", e);
    }
  }

  private static @Nullable Object value(String name, JsonNode json) {
    if (!json.isArray()) {
      return scalar(name, json);
    }
    List<String> elements = new ArrayList<>();
    for (JsonNode element : json) {
      Object value = scalar(name, element);
      if (value == null) {
        throw new IllegalArgumentException("has a null in the list " + name);
      }
      elements.add(value.toString());
    }
    return elements.isEmpty() ? null : List.copyOf(elements);
  }

  private static @Nullable Object scalar(String name, JsonNode json) {
    if (json.isNull()) {
      return null;
    }
    if (json.isTextual()) {
      return json.textValue();
    }
    if (json.isBoolean()) {
      return json.booleanValue();
    }
    if (json.isIntegralNumber() && json.canConvertToLong()) {
      return json.longValue();
    }
    throw new IllegalArgumentException(
        "has the value "
            + json
            + " for "
            + name
            + ": expected a text, a boolean, a whole number, a list of these, or null");
  }
}
