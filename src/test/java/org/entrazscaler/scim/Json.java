package org.entrazscaler.scim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.entrazscaler.zscaler.ZscalerJson;
import org.jspecify.annotations.Nullable;

/** JSON written in tests. */
public final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final Exchange EXCHANGE = new DefaultExchange(new DefaultCamelContext());

  private Json() {}

  public static ObjectNode object(String text) {
    try {
      return MAPPER.readValue(text, ObjectNode.class);
    } catch (JsonProcessingException error) {
      throw new IllegalArgumentException(text, error);
    }
  }

  /** The content of an answer with this text, as the routes read it. */
  static @Nullable ObjectNode answer(@Nullable String text) {
    try {
      return (ObjectNode) new ZscalerJson().unmarshal(EXCHANGE, text);
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }
}
