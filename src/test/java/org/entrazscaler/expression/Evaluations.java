package org.entrazscaler.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates expressions with attributes given as JSON, as the vectors and the manual write them.
 */
public final class Evaluations {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter NOW =
      DateTimeFormatter.ofPattern("M/d/yyyy h:mm:ss a", Locale.ENGLISH);

  private Evaluations() {}

  /**
   * Compiles and evaluates; {@code $now}, {@code $target_existing} and {@code $default_domain} make
   * the context.
   */
  public static @Nullable Object evaluate(String expression, String attributesJson) {
    JsonNode inputs = json(attributesJson);
    return Expression.compile(expression)
        .evaluate(name -> value(inputs.get(name)), context(inputs));
  }

  /** Compiles and evaluates without attributes. */
  public static @Nullable Object evaluate(String expression) {
    return evaluate(expression, "{}");
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JSON value in the value domain of the language. */
  public static @Nullable Object value(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return null;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isIntegralNumber()) {
      return node.longValue();
    }
    if (node.isArray()) {
      List<String> values = new ArrayList<>();
      node.forEach(element -> values.add(element.asText()));
      return List.copyOf(values);
    }
    return node.textValue();
  }

  private static EvaluationContext context(JsonNode inputs) {
    Instant now =
        inputs.has("$now")
            ? LocalDateTime.parse(inputs.get("$now").textValue(), NOW).toInstant(ZoneOffset.UTC)
            : Instant.parse("2024-01-01T00:00:00Z");
    List<String> taken = new ArrayList<>();
    inputs.path("$target_existing").forEach(value -> taken.add(value.textValue()));
    return EvaluationContext.of(Clock.fixed(now, ZoneOffset.UTC))
        .withUniqueValues(taken::contains)
        .withDefaultDomain(() -> inputs.path("$default_domain").textValue());
  }
}
