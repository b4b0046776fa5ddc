package org.entrazscaler.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** An entry of the provisioning log as one line for people. */
final class LogSentence {

  private static final int MOST_VALUES = 6;

  private LogSentence() {}

  /**
   * Writes the line.
   *
   * @param entry an object of {@code logs --json}
   * @param memberName the name of a member by its id in the target
   */
  static String of(JsonNode entry, UnaryOperator<String> memberName) {
    String type = entry.at("/sourceIdentity/identityType").asText("Object");
    String name = entry.at("/sourceIdentity/displayName").asText("");
    StringBuilder line = new StringBuilder();
    line.append(entry.path("provisioningAction").asText()).append(' ');
    line.append(type.toLowerCase(Locale.ROOT)).append(' ').append(name);
    List<String> values = new ArrayList<>();
    for (JsonNode property : entry.path("modifiedProperties")) {
      values.add(value(property, memberName));
    }
    if (!values.isEmpty()) {
      line.append("  ")
          .append(String.join(", ", values.subList(0, Math.min(values.size(), MOST_VALUES))));
      if (values.size() > MOST_VALUES) {
        line.append(" and ").append(values.size() - MOST_VALUES).append(" more");
      }
    }
    JsonNode error = entry.at("/provisioningStatusInfo/errorInformation");
    if (error.isObject()) {
      line.append("  ").append(failed(entry) ? "FAILED: " : "skipped: ");
      line.append(error.path("reason").asText());
    }
    return line.toString();
  }

  /** Whether the object could not be written. */
  static boolean failed(JsonNode entry) {
    return entry.at("/provisioningStatusInfo/status").asText().equals("failure");
  }

  /** Whether the object was looked at and needed nothing. */
  static boolean skipped(JsonNode entry) {
    return entry.at("/provisioningStatusInfo/status").asText().equals("skipped");
  }

  private static String value(JsonNode property, UnaryOperator<String> memberName) {
    String path = property.path("displayName").asText();
    String attribute = path.substring(path.lastIndexOf(':') + 1);
    JsonNode before = property.path("oldValue");
    JsonNode after = property.path("newValue");
    if (attribute.equals("members")) {
      return after.isTextual()
          ? "+ " + memberName.apply(after.asText())
          : "- " + memberName.apply(before.asText());
    }
    return attribute
        + " "
        + (before.isTextual() ? before.asText() + " → " : "")
        + (after.isTextual() ? after.asText() : "removed");
  }
}
