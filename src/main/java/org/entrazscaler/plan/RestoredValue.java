package org.entrazscaler.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import org.entrazscaler.graph.ObjectKey;
import org.jspecify.annotations.Nullable;

/**
 * A value that undo has restored. The target keeps it as long as the mapping produces the value
 * that was undone.
 *
 * @param key the source object
 * @param path SCIM path, or {@link #OBJECT}
 * @param undone the value that was undone and must not be written again; null for a removal
 * @param restored the value that the target keeps instead; null for none
 * @param cycleId the cycle that restored it
 */
public record RestoredValue(
    ObjectKey key,
    String path,
    @Nullable JsonNode undone,
    @Nullable JsonNode restored,
    String cycleId) {

  /** The path that stands for the object itself: whether it exists. */
  public static final String OBJECT = "";

  /** Checks the components; a JSON null is no value. */
  public RestoredValue {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(path, "path");
    undone = undone == null || undone.isNull() ? null : undone;
    restored = restored == null || restored.isNull() ? null : restored;
  }
}
