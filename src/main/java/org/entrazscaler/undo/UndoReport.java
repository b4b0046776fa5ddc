package org.entrazscaler.undo;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.entrazscaler.text.RecordJson;
import org.entrazscaler.text.Report;
import org.entrazscaler.undo.UndoJson.Change;
import org.entrazscaler.undo.UndoJson.Step;
import org.entrazscaler.undo.UndoPlan.LeftOut;

/**
 * The result of an undo, from its own entries in the provisioning log. They do not contain values
 * that the mapping redacts.
 */
final class UndoReport {

  private static final int MAX_NAMES = 20;

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

  /** One step for each object, from all entries about it. */
  private List<Step> steps() {
    Map<ObjectKey, Step> steps = new LinkedHashMap<>();
    state
        .log()
        .read(
            new LogQuery(null, null, null, Long.toString(cycle.id())),
            entry -> add(steps.computeIfAbsent(entry.key(), key -> step(entry)), entry));
    return List.copyOf(steps.values());
  }

  private static Step step(LogEntry entry) {
    return new Step(
        entry.key().type().word(),
        entry.key().id(),
        entry.source().name(),
        entry.action(),
        entry.status(),
        entry.action().equals(LogEntry.STAGED_DELETE),
        entry.target().id(),
        entry.reason(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  private void add(Step step, LogEntry entry) {
    for (JsonNode property : entry.modified()) {
      String path = property.path("displayName").asText();
      if (path.equals("members")) {
        boolean joined = property.hasNonNull("newValue");
        String id = property.path(joined ? "newValue" : "oldValue").asText();
        (joined ? step.joining() : step.leaving())
            .add(Objects.requireNonNullElse(names.nameOf(property), id));
      } else if (!path.equals("groups")) {
        step.changes().add(new Change(path, property.get("oldValue"), property.get("newValue")));
      }
    }
  }

  String json() {
    return RecordJson.indented(
        new UndoJson(
            undo.cycle(),
            applied,
            applied ? Long.toString(cycle.id()) : null,
            cycle.result(),
            cycle.reason(),
            cycle.counts(),
            steps(),
            undo.leftOut().stream().map(UndoJson.LeftOut::new).toList()));
  }

  String text() {
    Report report = new Report();
    List<Step> steps = steps();
    report.line(
        (applied ? "Undone from cycle " : "To undo from cycle ")
            + undo.cycle()
            + (steps.isEmpty() ? ": nothing is left of it." : ":"));
    steps.forEach(step -> add(report, step));
    if (!undo.leftOut().isEmpty()) {
      report.line("Left out:").lines(1, undo.leftOut().stream().map(UndoReport::line).toList());
    }
    if (applied) {
      report.line(CycleReport.summary(cycle));
      if (!steps.isEmpty()) {
        report.line(
            "Restored values are kept: they are not overwritten until they change in Entra, the"
                + " mapping changes, or retry names the object.");
      }
    } else {
      if (cycle.reason() != null) {
        report.line(cycle.reason());
      }
      report.line("Nothing was sent. To carry it out: undo " + undo.cycle() + " --apply");
    }
    return report.toString();
  }

  private static void add(Report report, Step step) {
    List<String> parts = new ArrayList<>();
    step.changes().forEach(change -> parts.add(words(change)));
    addMembers(parts, "joins", step.joining());
    addMembers(parts, "leaves", step.leaving());
    report.line(
        1,
        action(step)
            + " "
            + step.type()
            + " "
            + step.name()
            + (parts.isEmpty() ? "" : ": " + String.join(", ", parts)));
    if (step.reason() != null) {
      report.line(3, step.reason());
    }
  }

  private static String action(Step step) {
    if (step.held()) {
      return "held";
    }
    return step.status().equals(LogEntry.FAILURE) ? "failed: " + step.action() : step.action();
  }

  private static String words(Change change) {
    String before = LogJson.text(change.before());
    String after = LogJson.text(change.after());
    return shortened(change.path())
        + " "
        + (before == null ? "" : before + " → ")
        + (after == null ? "(removed)" : after);
  }

  private static void addMembers(List<String> parts, String verb, List<String> names) {
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

  private static String line(LeftOut left) {
    return left.key().type().word()
        + " "
        + left.name()
        + (left.what() == null ? "" : ", " + shortened(left.what()))
        + ": "
        + left.reason();
  }

  /** A SCIM path without its schema. */
  private static String shortened(String path) {
    return path.substring(path.lastIndexOf(':') + 1);
  }
}
