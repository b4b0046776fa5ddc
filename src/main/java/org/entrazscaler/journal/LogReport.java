package org.entrazscaler.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.store.State;
import org.entrazscaler.text.Report;
import org.jspecify.annotations.Nullable;

/** Writes the provisioning log as text, as one JSON object per line, or as CSV (RFC 4180). */
final class LogReport {

  private static final int MAX_PROPERTIES = 12;

  /** The width of the status and of most actions. */
  private static final int COLUMN = 8;

  private static final String CSV_HEADER =
      "activityDateTime,cycleId,changeId,provisioningAction,status,type,sourceId,sourceName,"
          + "targetId,targetName,durationInMilliseconds,errorCode,reason,modifiedProperties,id,"
          + "additionalDetails,errorCategory,recommendedAction,provisioningSteps\r\n";

  private final State state;
  private final LogNames names;
  private final LogJson json;

  LogReport(State state, Settings settings) {
    this.state = state;
    this.names = new LogNames(state);
    this.json = new LogJson(state, settings, names);
  }

  String write(LogQuery query, String format) {
    StringBuilder out = new StringBuilder();
    switch (format) {
      case "json" -> state.log().read(query, entry -> out.append(json.write(entry)).append('\n'));
      case "csv" -> {
        out.append(CSV_HEADER);
        state.log().read(query, entry -> csv(out, entry));
      }
      default -> {
        Report report = new Report();
        state.log().read(query, entry -> text(report, entry));
        return report.toString();
      }
    }
    return out.toString();
  }

  private void csv(StringBuilder out, LogEntry entry) {
    LogError error = entry.error();
    List<@Nullable String> values = new ArrayList<>();
    values.add(entry.at().toString());
    values.add(entry.cycleId());
    values.add(entry.changeId());
    values.add(entry.action());
    values.add(entry.status());
    values.add(entry.key().type().word());
    values.add(entry.key().id());
    values.add(entry.source().name());
    values.add(entry.target().id());
    values.add(entry.target().name());
    values.add(Long.toString(entry.durationMillis()));
    values.add(error == null ? null : error.code());
    values.add(entry.reason());
    values.add(String.join("; ", modified(entry)));
    values.add(Long.toString(entry.id()));
    values.add(error == null ? null : error.additionalDetails());
    values.add(error == null ? null : error.category());
    values.add(error == null ? null : error.recommendedAction());
    values.add(steps(entry.steps()));
    for (int i = 0; i < values.size(); i++) {
      out.append(i == 0 ? "" : ",").append(cell(values.get(i)));
    }
    out.append("\r\n");
  }

  private static String steps(ArrayNode steps) {
    List<String> parts = new ArrayList<>();
    steps.forEach(
        step ->
            parts.add(
                step.path("name").asText()
                    + " "
                    + step.path("status").asText()
                    + ": "
                    + step.path("description").asText()));
    return String.join("; ", parts);
  }

  /** An apostrophe turns a cell that a spreadsheet would treat as a formula into text. */
  private static String cell(@Nullable String value) {
    if (value == null || value.isEmpty()) {
      return "";
    }
    String safe = "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    return safe.matches("[^\",\\r\\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }

  private void text(Report report, LogEntry entry) {
    StringBuilder line = new StringBuilder(Report.localTime(entry.at()));
    line.append("  ")
        .append(Report.padded(entry.status(), COLUMN))
        .append(Report.padded(entry.action(), COLUMN))
        .append(entry.action().length() >= COLUMN ? " " : "")
        .append(entry.key().type().word())
        .append(' ')
        .append(entry.source().name());
    List<String> modified = modified(entry);
    if (!modified.isEmpty()) {
      List<String> some = modified.subList(0, Math.min(MAX_PROPERTIES, modified.size()));
      line.append("  ").append(String.join("; ", some));
      if (modified.size() > some.size()) {
        line.append("; and ").append(modified.size() - some.size()).append(" more");
      }
    }
    if (entry.error() != null) {
      String details = entry.error().additionalDetails();
      line.append("  ").append(entry.error().code()).append(": ").append(entry.reason());
      line.append(details == null ? "" : " (" + details + ")");
    } else if (entry.action().equals(LogEntry.STAGED_DELETE)) {
      line.append("  ").append(entry.reason());
    }
    report.line(line.append("  (cycle ").append(entry.cycleId()).append(')').toString());
  }

  private List<String> modified(LogEntry entry) {
    List<String> parts = new ArrayList<>();
    for (JsonNode property : entry.modified()) {
      String name = property.path("displayName").asText();
      if (property.path("removed").asBoolean()) {
        parts.add(name + ": values removed, the user was permanently deleted");
        continue;
      }
      String other = names.nameOf(property);
      String before = LogJson.text(property.get("oldValue"));
      String after = LogJson.text(property.get("newValue"));
      parts.add(
          name
              + ": "
              + (before == null ? "" : other == null ? before + " → " : other + " → ")
              + (after == null ? "(removed)" : other == null ? after : other));
    }
    return parts;
  }
}
