package org.entrazscaler.scim;

import com.fasterxml.jackson.databind.JsonNode;
import org.entrazscaler.scim.schema.ScimPath;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one value of a resource.
 *
 * @param path its place
 * @param before what the target holds, or null for nothing
 * @param after what it shall hold, or null for nothing
 */
public record AttributeChange(ScimPath path, @Nullable JsonNode before, @Nullable JsonNode after) {

  /** Refuses the change of nothing into nothing. */
  public AttributeChange {
    if (before == null && after == null) {
      throw new IllegalArgumentException(path + ": no value before and none after is no change");
    }
  }
}
