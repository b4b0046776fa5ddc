package org.entrazscaler.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** JSON columns of the state. */
final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object(String text) {
    try {
      return (ObjectNode) MAPPER.readTree(text);
    } catch (JsonProcessingException | ClassCastException e) {
      throw new StateException("The state holds text that is no JSON object.", e);
    }
  }

  static JsonNode node(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new StateException("The state holds text that is no JSON.", e);
    }
  }

  static ObjectNode object(Map<String, String> texts) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    texts.forEach(object::put);
    return object;
  }

  static Map<String, String> texts(ObjectNode object) {
    Map<String, String> texts = new HashMap<>();
    object.properties().forEach(text -> texts.put(text.getKey(), text.getValue().asText()));
    return texts;
  }

  static String text(JsonNode node) {
    return node.toString();
  }
}
