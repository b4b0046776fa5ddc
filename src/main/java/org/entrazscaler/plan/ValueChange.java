package org.entrazscaler.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value that changes.
 *
 * @param path SCIM path in canonical form
 * @param before what the target holds as far as known, or null for nothing
 * @param after what it shall hold, or null for a removal
 */
public record ValueChange(String path, @Nullable JsonNode before, @Nullable JsonNode after) {

  /** Checks the components; a JSON null is no value. */
  public ValueChange {
    Objects.requireNonNull(path, "path");
    before = before == null || before.isNull() ? null : before;
    after = after == null || after.isNull() ? null : after;
  }

  /**
   * The change in words that anybody may read.
   *
   * @param redacted whether the values themselves are not shown
   * @return such as {@code department Sales → Finance}, without the URN of a schema
   */
  public String words(boolean redacted) {
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
