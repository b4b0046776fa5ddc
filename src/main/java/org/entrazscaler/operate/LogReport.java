package org.entrazscaler.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.entrazscaler.state.LogEntry;
import org.entrazscaler.state.LogQuery;
import org.entrazscaler.state.ProvisioningLog;
import org.jspecify.annotations.Nullable;

/** Writes the provisioning log for people, as JSON a line, or as CSV (RFC 4180). */
final class LogReport {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final String CSV_HEADER =
      "activityDateTime,cycleId,changeId,provisioningAction,status,type,sourceId,sourceName,"
          + "targetId,targetName,durationInMilliseconds,errorCode,reason,modifiedProperties\r\n";

  private LogReport() {}

  static String write(ProvisioningLog log, LogQuery query, String format) {
    StringBuilder out = new StringBuilder();
    switch (format) {
      case "json" -> log.read(query, entry -> out.append(json(entry)).append('\n'));
      case "csv" -> {
        out.append(CSV_HEADER);
        log.read(query, entry -> csv(out, entry));
      }
      default -> log.read(query, entry -> text(out, entry));
    }
    return out.toString();
  }

  private static ObjectNode json(LogEntry entry) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("activityDateTime", entry.at().toString());
    node.put("cycleId", entry.cycleId());
    node.put("changeId", entry.changeId());
    node.put("provisioningAction", entry.action());
    ObjectNode status = node.putObject("provisioningStatusInfo").put("status", entry.status());
    if (entry.errorCode() == null) {
      status.putNull("errorInformation");
    } else {
      status
          .putObject("errorInformation")
          .put("errorCode", entry.errorCode())
          .put("reason", entry.reason());
    }
    node.put("durationInMilliseconds", entry.durationMillis());
    node.set(
        "sourceIdentity",
        identity(entry.key().id(), entry.sourceName(), entry.key().type().word()));
    node.set(
        "targetIdentity",
        identity(entry.targetId(), entry.targetName(), entry.key().type().word()));
    node.set("modifiedProperties", entry.modified());
    node.set("provisioningSteps", entry.steps());
    return node;
  }

  private static ObjectNode identity(@Nullable String id, @Nullable String name, String type) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id)
        .put("displayName", name)
        .put("identityType", type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1));
  }

  private static void csv(StringBuilder out, LogEntry entry) {
    List<@Nullable String> values = new ArrayList<>();
    values.add(entry.at().toString());
    values.add(entry.cycleId());
    values.add(entry.changeId());
    values.add(entry.action());
    values.add(entry.status());
    values.add(entry.key().type().word());
    values.add(entry.key().id());
    values.add(entry.sourceName());
    values.add(entry.targetId());
    values.add(entry.targetName());
    values.add(Long.toString(entry.durationMillis()));
    values.add(entry.errorCode());
    values.add(entry.reason());
    values.add(modified(entry));
    for (int i = 0; i < values.size(); i++) {
      out.append(i == 0 ? "" : ",").append(cell(values.get(i)));
    }
    out.append("\r\n");
  }

  /** A cell that a spreadsheet would take for a formula is made text by an apostrophe. */
  private static String cell(@Nullable String value) {
    if (value == null || value.isEmpty()) {
      return "";
    }
    String safe = "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    return safe.matches("[^\",\\r\\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }

  private static void text(StringBuilder out, LogEntry entry) {
    out.append(TIME.format(entry.at().atZone(ZoneId.systemDefault())))
        .append("  ")
        .append(String.format("%-8s%-8s", entry.status(), entry.action()))
        .append(entry.key().type().word())
        .append(' ')
        .append(entry.sourceName());
    String modified = modified(entry);
    if (!modified.isEmpty()) {
      out.append("  ").append(modified);
    }
    if (entry.errorCode() != null) {
      out.append("  ").append(entry.errorCode()).append(": ").append(entry.reason());
    }
    out.append("  (cycle ").append(entry.cycleId()).append(")\n");
  }

  private static String modified(LogEntry entry) {
    List<String> parts = new ArrayList<>();
    for (JsonNode property : entry.modified()) {
      String before = property.path("oldValue").asText(null);
      String after = property.path("newValue").asText(null);
      parts.add(
          property.path("displayName").asText()
              + ": "
              + (before == null ? "" : before + " → ")
              + (after == null ? "(removed)" : after));
    }
    return parts.size() > 12
        ? String.join("; ", parts.subList(0, 12)) + "; and " + (parts.size() - 12) + " more"
        : String.join("; ", parts);
  }
}
