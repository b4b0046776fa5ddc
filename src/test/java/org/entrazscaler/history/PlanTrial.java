package org.entrazscaler.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.entrazscaler.operate.CommandOutcome;
import org.entrazscaler.simulation.zscaler.ZscalerGroup;
import org.entrazscaler.simulation.zscaler.ZscalerUser;
import org.jspecify.annotations.Nullable;

/**
 * Plans, lets the cycle follow at once, and compares what was said with what then happens in the
 * target, whatever the program says of itself.
 */
final class PlanTrial {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final History history;

  PlanTrial(History history) {
    this.history = history;
  }

  void run() {
    int writes = history.zscaler.writes().size();
    Map<String, String> before = target();
    CommandOutcome outcome =
        Objects.requireNonNull(history.command(operations -> operations.plan(true)));
    assertEquals(writes, history.zscaler.writes().size(), "plan has written");
    Map<String, String> planned = planned(outcome.getText());
    history.cycle();
    Map<String, String> done = changes(before, target());
    assertEquals(planned, done, () -> "The plan was " + outcome.getText());
  }

  private static Map<String, String> planned(String text) {
    JsonNode plan;
    try {
      plan = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("No plan: " + text, e);
    }
    Map<String, String> planned = new TreeMap<>();
    for (JsonNode step : plan.path("steps")) {
      String action = step.path("action").asText();
      boolean moves =
          !step.path("attributes").isEmpty()
              || !step.path("joining").isEmpty()
              || !step.path("leaving").isEmpty();
      if (step.path("held").asBoolean()) {
        continue;
      }
      switch (action) {
        case "create", "delete" -> planned.put(step.path("id").asText(), action);
        default -> {
          if (moves) {
            planned.put(step.path("id").asText(), "change");
          }
        }
      }
    }
    return planned;
  }

  /** What the target holds, by the name of the object in Entra. */
  private Map<String, String> target() {
    Map<String, String> held = new TreeMap<>();
    for (ZscalerUser user : history.zscaler.users()) {
      held.put(name(user.externalId(), user.id()), String.valueOf(user.attributes()));
    }
    for (ZscalerGroup group : history.zscaler.groups()) {
      held.put(
          name(group.externalId(), group.id()),
          group.attributes() + " " + new TreeSet<>(group.memberIds()));
    }
    return held;
  }

  private static String name(@Nullable String externalId, String id) {
    return externalId == null ? id : externalId;
  }

  private static Map<String, String> changes(
      Map<String, String> before, Map<String, String> after) {
    Map<String, String> changes = new TreeMap<>();
    after.forEach(
        (name, content) -> {
          if (!before.containsKey(name)) {
            changes.put(name, "create");
          } else if (!before.get(name).equals(content)) {
            changes.put(name, "change");
          }
        });
    before.keySet().stream()
        .filter(name -> !after.containsKey(name))
        .forEach(name -> changes.put(name, "delete"));
    return changes;
  }
}
