package org.entrazscaler.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value that changes.
 *
 * @param path SCIM path in canonical form
 * @param before what the target holds as far as known, or null for nothing
 * @param after what it shall hold, or null for a removal
 * @param adding whether only what is new in it is sent, to be added to whatever the target holds
 */
public record ValueChange(
    String path, @Nullable JsonNode before, @Nullable JsonNode after, boolean adding) {

  /** Checks the components; a JSON null is no value. */
  public ValueChange {
    Objects.requireNonNull(path, "path");
    before = before == null || before.isNull() ? null : before;
    after = after == null || after.isNull() ? null : after;
  }

  /** A value that is written whole. */
  public ValueChange(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
    this(path, before, after, false);
  }

  /**
   * What is sent.
   *
   * @return the value afterwards; while adding only its new elements
   */
  public @Nullable JsonNode sent() {
    return adding && after instanceof ArrayNode wanted ? missingElements(before, wanted) : after;
  }

  /**
   * Whether it is this value that takes access away.
   *
   * @return true if it disables an account
   */
  public boolean removesAccess() {
    return path.equals(ValueComparison.ACTIVE.toString())
        && after != null
        && after.isBoolean()
        && !after.booleanValue();
  }

  /** The elements that are not there yet, by their {@code value} (RFC 7643 section 2.4). */
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
   * The change in words that anybody may read.
   *
   * @param redacted whether the values themselves are not shown
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
