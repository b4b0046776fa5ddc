package org.entrazscaler.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Objects;
import java.util.Set;
import org.entrazscaler.plan.RedactedValues;
import org.entrazscaler.plan.ValueChange;
import org.jspecify.annotations.Nullable;

/**
 * An attribute that changes, as it is shown and saved.
 *
 * @param path SCIM path
 * @param redacted whether {@code before} and {@code after} are fingerprints, because the mapping
 *     redacts the values
 * @param before the current value in the target, or null for none
 * @param after the new value, or null for a removal
 */
record PlannedValue(
    String path, boolean redacted, @Nullable JsonNode before, @Nullable JsonNode after) {

  /** Checks the components; JSON null counts as no value. */
  public PlannedValue {
    Objects.requireNonNull(path, "path is missing");
    before = before == null || before.isNull() ? null : before;
    after = after == null || after.isNull() ? null : after;
  }

  static PlannedValue of(ValueChange value, Set<String> hidden, Fingerprints fingerprints) {
    return hidden.contains(value.path())
        ? new PlannedValue(
            value.path(),
            true,
            text(fingerprints.fingerprint(value.before())),
            text(fingerprints.fingerprint(value.after())))
        : new PlannedValue(value.path(), false, value.before(), value.after());
  }

  private static @Nullable JsonNode text(@Nullable String fingerprint) {
    return fingerprint == null ? null : TextNode.valueOf(fingerprint);
  }

  /** The value as text for people. */
  String shown(JsonNode value) {
    if (redacted) {
      return RedactedValues.SHOWN;
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
