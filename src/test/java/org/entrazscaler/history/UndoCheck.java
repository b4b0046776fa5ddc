package org.entrazscaler.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.simulation.zscaler.ZscalerGroup;
import org.entrazscaler.simulation.zscaler.ZscalerUser;

/**
 * Runs a cycle, reverses it at once, and compares the target with its values before. They are
 * equal, except that a created object is disabled or empty and a deleted object has a new id.
 */
final class UndoCheck {

  private final History history;

  UndoCheck(History history) {
    this.history = history;
  }

  /** The current values of the account or group with a name. */
  private record TargetObject(ObjectNode attributes, Set<String> members, boolean isRemoved) {}

  void run() {
    Map<String, TargetObject> before = target();
    int writes = history.zscaler.writes().size();
    CommandOutcome cycle = Objects.requireNonNull(history.cycle());
    if (cycle.getExitStatus() != 0 || history.zscaler.writes().size() == writes) {
      return;
    }
    CommandOutcome undo = Objects.requireNonNull(history.undo(-1, true));
    if (undo.getExitStatus() != 0 || history.isDrifted() || history.hadFailures()) {
      // The command names what it leaves out. After a lost answer a change may be older than its
      // cycle.
      return;
    }
    Map<String, TargetObject> after = target();
    before.forEach(
        (name, current) ->
            assertEquals(current, after.remove(name), () -> name + ": " + undo.getText()));
    after.forEach(
        (name, created) -> assertTrue(created.isRemoved(), () -> name + ": " + undo.getText()));
  }

  /** Removes empty texts, because an empty text is no value. */
  private static ObjectNode withoutEmptyTexts(ObjectNode attributes) {
    ObjectNode withoutEmptyTexts = attributes.objectNode();
    attributes
        .properties()
        .forEach(
            entry -> {
              JsonNode value =
                  entry.getValue() instanceof ObjectNode inner
                      ? withoutEmptyTexts(inner)
                      : entry.getValue();
              boolean empty =
                  value.isTextual() && value.textValue().isEmpty()
                      || value.isObject() && value.isEmpty();
              if (!empty) {
                withoutEmptyTexts.set(entry.getKey(), value);
              }
            });
    return withoutEmptyTexts;
  }

  /** By name, because an object that is created again has a new id. */
  private Map<String, TargetObject> target() {
    Map<String, TargetObject> current = new TreeMap<>();
    for (ZscalerUser user : history.zscaler.users()) {
      current.put(
          "user " + user.userName(),
          new TargetObject(withoutEmptyTexts(user.attributes()), Set.of(), !user.active()));
    }
    for (ZscalerGroup group : history.zscaler.groups()) {
      Set<String> members = new TreeSet<>(group.memberUserNames());
      current.put(
          "group " + group.displayName(),
          new TargetObject(group.attributes(), members, members.isEmpty()));
    }
    return current;
  }
}
