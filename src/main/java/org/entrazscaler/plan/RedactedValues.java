package org.entrazscaler.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.entrazscaler.mapping.MappedObject;
import org.entrazscaler.mapping.MappedValue;
import org.entrazscaler.mapping.Mapping;
import org.entrazscaler.mapping.MappingRow;
import org.jspecify.annotations.Nullable;

/**
 * The values of one object that come from rows with {@code Redact}. They are written to the target,
 * but in the provisioning log, the dead-letter list and mails they are shown as {@value #SHOWN}
 * (Entra, Reference for writing expressions for attribute mappings). Immutable.
 */
public final class RedactedValues {

  /** Replaces a value. */
  public static final String SHOWN = "[Redact]";

  /** Ends a text that was cut. */
  private static final String CUT = "\u2026";

  private final Set<String> values = new LinkedHashSet<>();
  private final Set<String> texts = new LinkedHashSet<>();

  private RedactedValues() {}

  /** The redacted values of a planned change, before and after it. */
  public static RedactedValues of(Mapping mapping, Change change) {
    RedactedValues redacted = new RedactedValues();
    for (MappingRow row : mapping.rows()) {
      if (row.isRedacted()) {
        String path = row.target().toString();
        redacted.add(change.known().get(path));
        for (ValueChange value : change.values()) {
          if (value.path().equals(path)) {
            redacted.add(value.before());
            redacted.add(value.after());
          }
        }
      }
    }
    return redacted;
  }

  /** The redacted values of a mapped object. */
  public static RedactedValues of(MappedObject mapped) {
    RedactedValues redacted = new RedactedValues();
    for (MappedValue value : mapped.values()) {
      if (value.row().isRedacted()) {
        redacted.addValue(value.value());
        redacted.addValue(value.row().defaultValue());
        value.candidates().forEach(redacted::addValue);
      }
    }
    return redacted;
  }

  private void add(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return;
    }
    if (value.isContainerNode()) {
      value.forEach(this::add);
    } else {
      values.add(value.asText());
      if (value.isTextual() && !value.textValue().isBlank()) {
        texts.add(value.textValue());
      }
    }
  }

  private void addValue(@Nullable Object value) {
    if (value instanceof List<?> list) {
      list.forEach(this::addValue);
    } else if (value instanceof String text) {
      add(TextNode.valueOf(text));
    } else if (value != null) {
      values.add(value.toString());
    }
  }

  /** Replaces each value that occurs in a text as a whole word. */
  public String text(String text) {
    String shown = text;
    for (String value : texts) {
      shown =
          Pattern.compile(
                  "(?<![\\p{L}\\p{N}])" + quoted(value) + "(?![\\p{L}\\p{N}])",
                  Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
              .matcher(shown)
              .replaceAll(Matcher.quoteReplacement(SHOWN));
    }
    for (int cut = shown.lastIndexOf(CUT); cut >= 0; cut = shown.lastIndexOf(CUT, cut - 1)) {
      int begin = beginning(shown.substring(0, cut));
      shown = begin == cut ? shown : shown.substring(0, begin) + SHOWN + shown.substring(cut);
    }
    return shown;
  }

  /** The blanks between the words may differ in a text of the target. */
  private static String quoted(String value) {
    return Arrays.stream(value.strip().split("\\s+"))
        .map(Pattern::quote)
        .collect(Collectors.joining("\\s+"));
  }

  /**
   * The start of the value within which the text was cut; the length of the text if it was not cut
   * within a value.
   */
  private int beginning(String text) {
    int from = text.length();
    for (String value : texts) {
      String written = value.strip().replaceAll("\\s+", " ");
      for (int length = Math.min(written.length(), text.length()); length > 0; length--) {
        int begin = text.length() - length;
        if (text.regionMatches(true, begin, written, 0, length)
            && (begin == 0 || !Character.isLetterOrDigit(text.charAt(begin - 1)))) {
          from = Math.min(from, begin);
          break;
        }
      }
    }
    return from;
  }

  /**
   * Replaces each value in a request or an answer.
   *
   * @param json is not changed
   * @return a copy
   */
  public JsonNode json(JsonNode json) {
    if (json instanceof ObjectNode object) {
      ObjectNode shown = JsonNodeFactory.instance.objectNode();
      object.properties().forEach(field -> shown.set(field.getKey(), json(field.getValue())));
      return shown;
    }
    if (json instanceof ArrayNode array) {
      ArrayNode shown = JsonNodeFactory.instance.arrayNode();
      array.forEach(element -> shown.add(json(element)));
      return shown;
    }
    if (values.stream().anyMatch(value -> value.equalsIgnoreCase(json.asText()))) {
      return TextNode.valueOf(SHOWN);
    }
    return json.isTextual() ? TextNode.valueOf(text(json.textValue())) : json;
  }
}
