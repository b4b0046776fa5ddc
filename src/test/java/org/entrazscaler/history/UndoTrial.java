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
 * Lets a cycle run, undoes it at once, and compares the target with what it was before: it is the
 * same, but that what was made is disabled or empty, and what was deleted has another id.
 */
final class UndoTrial {

  private final History history;

  UndoTrial(History history) {
    this.history = history;
  }

  /** What is held by a name. */
  private record Held(ObjectNode attributes, Set<String> members, boolean off) {}

  void run() {
    Map<String, Held> before = target();
    int writes = history.zscaler.writes().size();
    CommandOutcome cycle = Objects.requireNonNull(history.cycle());
    if (cycle.getExitStatus() != 0 || history.zscaler.writes().size() == writes) {
      return;
    }
    CommandOutcome undo = Objects.requireNonNull(history.undo(-1, true));
    if (undo.getExitStatus() != 0 || history.drifted() || history.troubled()) {
      // What is left out is named. After a lost answer a change may be older than its cycle.
      return;
    }
    Map<String, Held> after = target();
    before.forEach(
        (name, held) -> assertEquals(held, after.remove(name), () -> name + ": " + undo.getText()));
    after.forEach((name, made) -> assertTrue(made.off(), () -> name + ": " + undo.getText()));
  }

  /** An empty text is no value. */
  private static ObjectNode filled(ObjectNode attributes) {
    ObjectNode filled = attributes.objectNode();
    attributes
        .properties()
        .forEach(
            entry -> {
              JsonNode value =
                  entry.getValue() instanceof ObjectNode inner ? filled(inner) : entry.getValue();
              boolean empty =
                  value.isTextual() && value.textValue().isEmpty()
                      || value.isObject() && value.isEmpty();
              if (!empty) {
                filled.set(entry.getKey(), value);
              }
            });
    return filled;
  }

  /** By name, because who is made anew has another id. */
  private Map<String, Held> target() {
    Map<String, Held> held = new TreeMap<>();
    for (ZscalerUser user : history.zscaler.users()) {
      held.put(
          "user " + user.userName(), new Held(filled(user.attributes()), Set.of(), !user.active()));
    }
    for (ZscalerGroup group : history.zscaler.groups()) {
      Set<String> members = new TreeSet<>(group.memberUserNames());
      held.put(
          "group " + group.displayName(), new Held(group.attributes(), members, members.isEmpty()));
    }
    return held;
  }
}
