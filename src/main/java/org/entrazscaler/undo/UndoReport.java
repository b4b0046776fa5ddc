package org.entrazscaler.undo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.entrazscaler.cycle.CycleRecord;
import org.entrazscaler.cycle.CycleReport;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.journal.LogEntry;
import org.entrazscaler.journal.LogJson;
import org.entrazscaler.journal.LogNames;
import org.entrazscaler.journal.LogQuery;
import org.entrazscaler.store.State;
import org.entrazscaler.undo.UndoPlan.LeftOut;
import org.jspecify.annotations.Nullable;

/**
 * The result of an undo, from its own entries in the provisioning log. They do not contain values
 * that the mapping redacts.
 */
final class UndoReport {

  private static final int MAX_NAMES = 20;

  /** All entries about one object. */
  private static final class WrittenObject {
    private final LogEntry first;
    private final List<JsonNode> changes = new ArrayList<>();
    private final List<String> joined = new ArrayList<>();
    private final List<String> left = new ArrayList<>();

    private WrittenObject(LogEntry first) {
      this.first = first;
    }

    private boolean held() {
      return first.action().equals(LogEntry.STAGED_DELETE);
    }

    private boolean failed() {
      return first.status().equals(LogEntry.FAILURE);
    }
  }

  private final State state;
  private final CycleToUndo undo;
  private final CycleRecord cycle;
  private final boolean applied;
  private final LogNames names;

  UndoReport(State state, CycleToUndo undo, CycleRecord cycle, boolean applied) {
    this.state = state;
    this.undo = undo;
    this.cycle = cycle;
    this.applied = applied;
    this.names = new LogNames(state);
  }

  private List<WrittenObject> writtenObjects() {
    Map<ObjectKey, WrittenObject> objects = new LinkedHashMap<>();
    state
        .log()
        .read(
            new LogQuery(null, null, null, Long.toString(cycle.id())),
            entry ->
                add(objects.computeIfAbsent(entry.key(), key -> new WrittenObject(entry)), entry));
    return List.copyOf(objects.values());
  }

  private void add(WrittenObject written, LogEntry entry) {
    for (JsonNode property : entry.modified()) {
      if (property.path("displayName").asText().equals("members")) {
        boolean joined = property.hasNonNull("newValue");
        String id = property.path(joined ? "newValue" : "oldValue").asText();
        (joined ? written.joined : written.left)
            .add(Objects.requireNonNullElse(names.nameOf(property), id));
      } else if (!property.path("displayName").asText().equals("groups")) {
        written.changes.add(property);
      }
    }
  }

  String json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("undoes", undo.cycle());
    node.put("applied", applied);
    node.put("cycle", applied ? Long.toString(cycle.id()) : null);
    node.put("result", cycle.result());
    node.put("reason", cycle.reason());
    node.set("counts", cycle.counts());
    ArrayNode steps = node.putArray("steps");
    writtenObjects().forEach(written -> steps.add(step(written)));
    ArrayNode leftOut = node.putArray("leftOut");
    for (LeftOut left : undo.leftOut()) {
      leftOut
          .addObject()
          .put("type", left.key().type().word())
          .put("id", left.key().id())
          .put("name", left.name())
          .put("what", left.what())
          .put("reason", left.reason());
    }
    try {
      return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(node)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The report cannot be written as JSON", e);
    }
  }

  private static ObjectNode step(WrittenObject written) {
    LogEntry entry = written.first;
    ObjectNode step =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", entry.key().type().word())
            .put("id", entry.key().id())
            .put("name", entry.source().name())
            .put("action", entry.action())
            .put("status", entry.status())
            .put("held", written.held())
            .put("targetId", entry.target().id())
            .put("reason", entry.reason());
    ArrayNode changes = step.putArray("changes");
    for (JsonNode change : written.changes) {
      ObjectNode node = changes.addObject();
      node.set("path", change.path("displayName"));
      node.set("before", change.get("oldValue"));
      node.set("after", change.get("newValue"));
    }
    written.joined.forEach(step.putArray("joining")::add);
    written.left.forEach(step.putArray("leaving")::add);
    return step;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    List<WrittenObject> written = writtenObjects();
    text.append(applied ? "Undone from cycle " : "To undo from cycle ")
        .append(undo.cycle())
        .append(written.isEmpty() ? ": nothing is left of it.\n" : ":\n");
    written.forEach(step -> line(text, step));
    if (!undo.leftOut().isEmpty()) {
      text.append("Left out:\n");
      undo.leftOut().forEach(left -> line(text, left));
    }
    if (applied) {
      text.append(CycleReport.summary(cycle)).append('\n');
      if (!written.isEmpty()) {
        text.append(
            "Restored values are kept: they are not overwritten until they change in Entra, the"
                + " mapping changes, or retry names the object.\n");
      }
    } else {
      if (cycle.reason() != null) {
        text.append(cycle.reason()).append('\n');
      }
      text.append("Nothing was sent. To carry it out: undo ")
          .append(undo.cycle())
          .append(" --apply\n");
    }
    return text.toString();
  }

  private static void line(StringBuilder text, WrittenObject written) {
    LogEntry entry = written.first;
    text.append("  ")
        .append(
            written.held()
                ? "held"
                : written.failed() ? "failed: " + entry.action() : entry.action())
        .append(' ')
        .append(entry.key().type().word())
        .append(' ')
        .append(entry.source().name());
    List<String> parts = new ArrayList<>();
    for (JsonNode change : written.changes) {
      String path = change.path("displayName").asText();
      String before = LogJson.text(change.path("oldValue"));
      String after = LogJson.text(change.path("newValue"));
      parts.add(
          path.substring(path.lastIndexOf(':') + 1)
              + " "
              + (before == null ? "" : before + " → ")
              + (after == null ? "(removed)" : after));
    }
    members(parts, "joins", written.joined);
    members(parts, "leaves", written.left);
    if (!parts.isEmpty()) {
      text.append(": ").append(String.join(", ", parts));
    }
    text.append('\n');
    if (entry.reason() != null) {
      text.append("      ").append(entry.reason()).append('\n');
    }
  }

  private static void members(List<String> parts, String verb, List<String> names) {
    if (!names.isEmpty()) {
      List<String> some = names.subList(0, Math.min(MAX_NAMES, names.size()));
      parts.add(
          verb
              + " "
              + String.join(", ", some)
              + (names.size() > some.size()
                  ? " and " + (names.size() - some.size()) + " more"
                  : ""));
    }
  }

  private static void line(StringBuilder text, LeftOut left) {
    text.append("  ")
        .append(left.key().type().word())
        .append(' ')
        .append(left.name())
        .append(left.what() == null ? "" : ", " + shortened(left.what()))
        .append(": ")
        .append(left.reason())
        .append('\n');
  }

  private static @Nullable String shortened(String what) {
    return what.substring(what.lastIndexOf(':') + 1);
  }
}
