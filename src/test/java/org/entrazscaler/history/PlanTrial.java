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
 * Plans, lets the cycle or {@code apply} follow at once, and compares what was said with what then
 * happens in the target, whatever the program says of itself.
 */
final class PlanTrial {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final History history;

  PlanTrial(History history) {
    this.history = history;
  }

  /**
   * Plans and lets it happen.
   *
   * @param applied by {@code apply} of that plan, or else by the next cycle
   */
  void run(boolean applied) {
    int writes = history.zscaler.writes().size();
    Map<String, Held> before = target();
    CommandOutcome outcome =
        Objects.requireNonNull(history.command(operations -> operations.plan(true)));
    assertEquals(writes, history.zscaler.writes().size(), "plan has written");
    Map<String, String> planned = planned(outcome.getText());
    if (applied) {
      history.command(operations -> operations.apply(outcome.getText()));
    } else {
      history.cycle();
    }
    Map<String, String> done = changes(before, target());
    if (history.drifted()) {
      // Of what was changed by hand since, the plan knows no more than the cycle before it writes.
      return;
    }
    if (history.troubled()) {
      // After a lost answer a change may be planned of which only the cycle sees that it is there.
      planned
          .entrySet()
          .removeIf(e -> e.getValue().equals("change") && !done.containsKey(e.getKey()));
    }
    assertEquals(planned, done, () -> "The plan was " + outcome.getText());
  }

  private static JsonNode parsed(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("No plan: " + text, e);
    }
  }

  private static Map<String, String> planned(String text) {
    JsonNode plan = parsed(text);
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
        case "create" -> planned.put(step.path("id").asText(), action);
        case "delete" -> planned.put(step.path("target").asText(), action);
        default -> {
          if (moves) {
            planned.put(step.path("target").asText(), "change");
          }
        }
      }
    }
    return planned;
  }

  /**
   * What the target holds.
   *
   * @param externalId the object in Entra, or null
   * @param attributes those of the object
   * @param members the ids of a group's members
   */
  private record Held(@Nullable String externalId, String attributes, Set<String> members) {

    /** The same without members who are gone: the target takes them out by itself. */
    Held of(Set<String> present) {
      Set<String> left = new TreeSet<>(members);
      left.retainAll(present);
      return new Held(externalId, attributes, left);
    }
  }

  private Map<String, Held> target() {
    Map<String, Held> held = new TreeMap<>();
    for (ZscalerUser user : history.zscaler.users()) {
      held.put(user.id(), new Held(user.externalId(), String.valueOf(user.attributes()), Set.of()));
    }
    for (ZscalerGroup group : history.zscaler.groups()) {
      held.put(
          group.id(),
          new Held(
              group.externalId(),
              String.valueOf(group.attributes()),
              new TreeSet<>(group.memberIds())));
    }
    return held;
  }

  private static Map<String, String> changes(Map<String, Held> before, Map<String, Held> after) {
    Map<String, String> changes = new TreeMap<>();
    after.forEach(
        (id, now) -> {
          if (!before.containsKey(id)) {
            changes.put(String.valueOf(now.externalId()), "create");
          } else if (!before.get(id).of(after.keySet()).equals(now.of(after.keySet()))) {
            changes.put(id, "change");
          }
        });
    before.forEach(
        (id, then) -> {
          if (!after.containsKey(id)) {
            // Some products replace an account that is renamed.
            boolean replaced = changes.remove(String.valueOf(then.externalId())) != null;
            changes.put(id, replaced ? "change" : "delete");
          }
        });
    return changes;
  }
}
