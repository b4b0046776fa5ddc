package org.entrazscaler.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.simulation.zscaler.ZscalerGroup;
import org.entrazscaler.simulation.zscaler.ZscalerUser;
import org.jspecify.annotations.Nullable;

/**
 * Plans, runs the next cycle or {@code apply} at once, and compares the plan with the changes in
 * the target, whatever the program reports.
 */
final class PlanCheck {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final History history;

  PlanCheck(History history) {
    this.history = history;
  }

  /**
   * Plans and carries it out.
   *
   * @param applied by {@code apply} of that plan, or else by the next cycle
   */
  void run(boolean applied) {
    int writes = history.zscaler.writes().size();
    Map<String, TargetObject> before = target();
    CommandOutcome outcome =
        Objects.requireNonNull(history.command(operations -> operations.plan(true)));
    assertEquals(writes, history.zscaler.writes().size(), "plan wrote");
    Map<String, String> planned = plannedChanges(outcome.getText());
    if (applied) {
      history.command(operations -> operations.apply(outcome.getText()));
    } else {
      history.cycle();
    }
    Map<String, String> done = changes(before, target());
    if (history.isDrifted()) {
      // The plan does not know changes by hand that the cycle finds before it writes.
      return;
    }
    if (history.hadFailures()) {
      // After a lost answer, the plan may contain a change that exists already; only the cycle sees
      // that.
      planned
          .entrySet()
          .removeIf(e -> e.getValue().equals("change") && !done.containsKey(e.getKey()));
    }
    assertEquals(planned, done, () -> "The plan was " + outcome.getText());
  }

  private static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("No plan: " + text, e);
    }
  }

  private static Map<String, String> plannedChanges(String text) {
    JsonNode plan = parse(text);
    Map<String, String> planned = new TreeMap<>();
    for (JsonNode step : plan.path("steps")) {
      String action = step.path("action").asText();
      boolean hasChanges =
          !step.path("attributes").isEmpty()
              || !step.path("joining").isEmpty()
              || !step.path("leaving").isEmpty();
      if (step.path("held").asBoolean()) {
        continue;
      }
      switch (action) {
        case "create" -> planned.put(step.path("id").asText(), action);
        case "delete" -> planned.put(step.path("target").asText(), action);
        default -> {
          if (hasChanges) {
            planned.put(step.path("target").asText(), "change");
          }
        }
      }
    }
    return planned;
  }

  /**
   * The current values of an account or a group.
   *
   * @param externalId the id of the object in Entra, or null
   * @param attributes the attributes as text
   * @param members the ids of the members of a group
   */
  private record TargetObject(@Nullable String externalId, String attributes, Set<String> members) {

    /**
     * The values without deleted members, because the target removes them from the group by itself.
     */
    TargetObject withMembers(Set<String> present) {
      Set<String> left = new TreeSet<>(members);
      left.retainAll(present);
      return new TargetObject(externalId, attributes, left);
    }
  }

  private Map<String, TargetObject> target() {
    Map<String, TargetObject> current = new TreeMap<>();
    for (ZscalerUser user : history.zscaler.users()) {
      current.put(
          user.id(),
          new TargetObject(user.externalId(), String.valueOf(user.attributes()), Set.of()));
    }
    for (ZscalerGroup group : history.zscaler.groups()) {
      current.put(
          group.id(),
          new TargetObject(
              group.externalId(),
              String.valueOf(group.attributes()),
              new TreeSet<>(group.memberIds())));
    }
    return current;
  }

  private static Map<String, String> changes(
      Map<String, TargetObject> before, Map<String, TargetObject> after) {
    Map<String, String> changes = new TreeMap<>();
    after.forEach(
        (id, now) -> {
          if (!before.containsKey(id)) {
            changes.put(String.valueOf(now.externalId()), "create");
          } else if (!before
              .get(id)
              .withMembers(after.keySet())
              .equals(now.withMembers(after.keySet()))) {
            changes.put(id, "change");
          }
        });
    before.forEach(
        (id, earlier) -> {
          if (!after.containsKey(id)) {
            // Some products replace an account that is renamed.
            boolean replaced = changes.remove(String.valueOf(earlier.externalId())) != null;
            changes.put(id, replaced ? "change" : "delete");
          }
        });
    return changes;
  }
}
