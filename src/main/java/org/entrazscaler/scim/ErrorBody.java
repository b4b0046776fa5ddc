package org.entrazscaler.scim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;
import org.entrazscaler.scim.schema.Fields;
import org.entrazscaler.scim.schema.ScimAnswerException;
import org.entrazscaler.text.AnswerText;
import org.entrazscaler.text.WireJson;
import org.jspecify.annotations.Nullable;

/**
 * The body of an error: a SCIM error (RFC 7644, section 3.12), the JSON of another Zscaler API, or
 * the page of an intermediary.
 *
 * @param detail one short line, or null
 * @param scimType the keyword of RFC 7644 as one short line, or null
 * @param retryAfter the pause that ZIA's administration interface writes into the body, or null
 * @param limitExceeded whether the body contains Zscaler's code {@code LIMIT_EXCEEDED}
 */
record ErrorBody(
    @Nullable String detail,
    @Nullable String scimType,
    @Nullable String retryAfter,
    boolean limitExceeded) {

  static final ErrorBody NONE = new ErrorBody(null, null, null, false);

  private static final String LIMIT_EXCEEDED = "LIMIT_EXCEEDED";

  private static final List<String> DETAILS =
      List.of("detail", "message", "reason", "error_description", "error", "title");

  /** The fields of a SCIM error that contain no message. */
  private static final List<String> FRAME = List.of("schemas", "status", "scimType");

  static ErrorBody read(@Nullable String body) {
    if (body == null || body.isBlank()) {
      return NONE;
    }
    ObjectNode json;
    try {
      json = ScimAnswers.object(WireJson.mapper().readTree(body));
    } catch (JsonProcessingException | ScimAnswerException notJson) {
      return ofText(body);
    }
    JsonNode retryAfter = Fields.get(json, "Retry-After");
    String scimType = Fields.text(json, "scimType");
    String detail = detail(json);
    return new ErrorBody(
        detail == null ? undocumented(json) : detail,
        scimType == null ? null : line(scimType),
        retryAfter == null || retryAfter.isContainerNode() ? null : retryAfter.asText(),
        body.contains(LIMIT_EXCEEDED));
  }

  static ErrorBody ofText(String text) {
    return new ErrorBody(line(text), null, null, text.contains(LIMIT_EXCEEDED));
  }

  private static @Nullable String line(String text) {
    String line = AnswerText.of(text);
    return line.isEmpty() ? null : line;
  }

  /** The other fields, under any name, if there is no known one. */
  private static @Nullable String undocumented(ObjectNode json) {
    ObjectNode rest = json.deepCopy();
    rest.remove(FRAME);
    rest.properties().removeIf(field -> saysNothing(field.getValue()));
    return rest.isEmpty() ? null : line(rest.toString());
  }

  private static boolean saysNothing(JsonNode value) {
    return value.isNull() || (value.isTextual() && value.textValue().isBlank());
  }

  private static @Nullable String detail(ObjectNode json) {
    for (String name : DETAILS) {
      String text = Fields.text(json, name);
      if (text != null && !text.isBlank()) {
        return AnswerText.of(text);
      }
    }
    // Some servers wrap the error once more.
    for (String name : List.of("error", "errors", "Errors")) {
      JsonNode inner = Fields.get(json, name);
      JsonNode first = inner != null && inner.isArray() ? inner.get(0) : inner;
      if (first instanceof ObjectNode object) {
        return detail(object);
      }
      if (first != null && first.isTextual()) {
        return AnswerText.of(first.textValue());
      }
    }
    return null;
  }

  boolean says(String words) {
    return detail != null
        && Pattern.compile(words, Pattern.CASE_INSENSITIVE).matcher(detail).find();
  }
}
