package org.entrazscaler.scim;

import com.fasterxml.jackson.databind.JsonNode;
import org.entrazscaler.scim.schema.ScimPath;
import org.jspecify.annotations.Nullable;

/**
 * The change of one value of a resource.
 *
 * @param path its path
 * @param before the value in the target; null for none
 * @param after the value to write; null for none
 */
public record AttributeChange(ScimPath path, @Nullable JsonNode before, @Nullable JsonNode after) {

  /** Refuses a change without any value. */
  public AttributeChange {
    if (before == null && after == null) {
      throw new IllegalArgumentException(path + ": no value before and none after is no change");
    }
  }
}
