package org.entrazscaler.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** Converts JSON columns of the state. */
public final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  public static ObjectNode object(String text) {
    try {
      return (ObjectNode) MAPPER.readTree(text);
    } catch (JsonProcessingException | ClassCastException e) {
      throw new StateException("The state contains text that is not a JSON object.", e);
    }
  }

  public static JsonNode node(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new StateException("The state contains text that is not JSON.", e);
    }
  }

  public static ObjectNode object(Map<String, String> texts) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    texts.forEach(object::put);
    return object;
  }

  public static Map<String, String> texts(ObjectNode object) {
    Map<String, String> texts = new HashMap<>();
    object.properties().forEach(text -> texts.put(text.getKey(), text.getValue().asText()));
    return texts;
  }

  public static String text(JsonNode node) {
    return node.toString();
  }
}
