package org.entrazscaler.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A changed value. The components are stored as JSON.
 *
 * @param path SCIM path in canonical form
 * @param before the value in the target as far as known, or null for none
 * @param after the required value, or null for a removal
 * @param adding whether only the new elements of the list are sent, to be added to the list in the
 *     target
 */
public record ValueChange(
    String path, @Nullable JsonNode before, @Nullable JsonNode after, boolean adding) {

  /** Replaces a JSON null by null. */
  public ValueChange {
    Objects.requireNonNull(path, "path");
    before = before == null || before.isNull() ? null : before;
    after = after == null || after.isNull() ? null : after;
  }

  /** A value that is written completely. */
  public ValueChange(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
    this(path, before, after, false);
  }

  /** The value to send: the required value, or only its new elements. */
  public @Nullable JsonNode sent() {
    return adding && after instanceof ArrayNode wanted ? missingElements(before, wanted) : after;
  }

  /** Whether the value disables an account. */
  public boolean removesAccess() {
    return path.equals(ValueComparison.ACTIVE.toString())
        && after != null
        && after.isBoolean()
        && !after.booleanValue();
  }

  /**
   * The elements that are missing in the target, compared by their {@code value} (RFC 7643 section
   * 2.4).
   */
  static ArrayNode missingElements(@Nullable JsonNode held, ArrayNode wanted) {
    Set<String> there = new HashSet<>();
    if (held != null) {
      held.forEach(element -> there.add(element.path("value").asText()));
    }
    ArrayNode lacking = JsonNodeFactory.instance.arrayNode();
    wanted.forEach(
        element -> {
          if (there.add(element.path("value").asText())) {
            lacking.add(element);
          }
        });
    return lacking;
  }

  /**
   * The change as text.
   *
   * @param redacted whether the values are hidden
   * @return such as {@code department Sales → Finance}, without the URN of a schema
   */
  public String describe(boolean redacted) {
    return path.substring(path.lastIndexOf(':') + 1)
        + " "
        + (before == null ? "" : text(before, redacted) + " → ")
        + (after == null ? "(removed)" : text(after, redacted));
  }

  private static String text(JsonNode value, boolean redacted) {
    if (redacted) {
      return RedactedValues.SHOWN;
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
