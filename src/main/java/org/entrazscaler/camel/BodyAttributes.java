package org.entrazscaler.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.entrazscaler.expression.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message body as a source object. The body is {@link Attributes}, or a map or JSON object
 * with Entra's names.
 */
final class BodyAttributes {

  private BodyAttributes() {}

  /**
   * The attributes in the message body.
   *
   * @param language name of the Camel language, for the message of the exception
   * @throws RuntimeCamelException if the body is of another type
   */
  static Attributes of(Exchange exchange, String language) {
    Object body = exchange.getMessage().getBody();
    if (body instanceof Attributes attributes) {
      return attributes;
    }
    if (body instanceof Map<?, ?> map) {
      return name -> value(name, map.get(name));
    }
    if (body instanceof ObjectNode object) {
      return name -> value(name, object.get(name));
    }
    throw new RuntimeCamelException(
        "The language %s reads a user or a group from the message body (%s, a map or a JSON object)"
                .formatted(language, Attributes.class.getName())
            + ", but the body is "
            + (body == null ? "empty" : "of type " + body.getClass().getName()));
  }

  private static @Nullable Object value(String name, @Nullable Object raw) {
    if (raw == null || raw instanceof JsonNode node && node.isNull()) {
      return null;
    }
    if (raw instanceof Collection<?> || raw instanceof JsonNode node && node.isArray()) {
      List<String> values = new ArrayList<>();
      for (Object element : (Iterable<?>) raw) {
        Object single = single(name, element);
        if (single != null) {
          values.add(single instanceof Boolean flag ? (flag ? "True" : "False") : "" + single);
        }
      }
      return values.isEmpty() ? null : List.copyOf(values);
    }
    return single(name, raw);
  }

  private static @Nullable Object single(String name, @Nullable Object raw) {
    Object plain = raw instanceof JsonNode node ? plain(node) : raw;
    if (plain == null || plain instanceof Boolean || plain instanceof Long) {
      return plain;
    }
    if (plain instanceof Integer || plain instanceof Short || plain instanceof Byte) {
      return ((Number) plain).longValue();
    }
    if (plain instanceof CharSequence || plain instanceof Number || plain instanceof Enum<?>) {
      return plain.toString();
    }
    throw new RuntimeCamelException(
        "The attribute %s is neither text, number, true, false nor a list of these but of type %s"
            .formatted(name, plain.getClass().getName()));
  }

  private static @Nullable Object plain(JsonNode node) {
    if (node.isNull()) {
      return null;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isNumber()) {
      return node.numberValue();
    }
    return node.isTextual() ? node.textValue() : node;
  }
}
