package org.entrazscaler.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.entrazscaler.store.Json;

/**
 * The steps of log entries as they are stored. The field names are the same in every step, so only
 * the values are stored, in the order of {@link #FIELDS}. A step with other fields is stored
 * unchanged.
 */
final class LogSteps {

  private static final String DETAILS = "details";

  private static final List<String> FIELDS =
      List.of("name", "provisioningStepType", "status", "description", DETAILS);

  private LogSteps() {}

  /** The steps as stored text. */
  static String text(ArrayNode steps) {
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    steps.forEach(step -> values.add(values(step)));
    return Json.text(values);
  }

  private static JsonNode values(JsonNode step) {
    List<String> names = new ArrayList<>();
    step.fieldNames().forEachRemaining(names::add);
    if (!names.equals(FIELDS)) {
      return step;
    }
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    step.forEach(values::add);
    if (step.get(DETAILS) instanceof ObjectNode details && details.isEmpty()) {
      values.remove(values.size() - 1);
    }
    return values;
  }

  /** The steps from stored text. */
  static ArrayNode parse(String text) {
    ArrayNode steps = JsonNodeFactory.instance.arrayNode();
    Json.node(text).forEach(values -> steps.add(values.isArray() ? step(values) : values));
    return steps;
  }

  private static ObjectNode step(JsonNode values) {
    ObjectNode step = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < values.size(); i++) {
      step.set(FIELDS.get(i), values.get(i));
    }
    return step.has(DETAILS) ? step : step.set(DETAILS, JsonNodeFactory.instance.objectNode());
  }
}
