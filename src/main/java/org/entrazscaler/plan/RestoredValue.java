package org.entrazscaler.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import org.entrazscaler.graph.ObjectKey;
import org.jspecify.annotations.Nullable;

/**
 * A value that was taken back by undo. As long as the mapping still makes the wish of the source,
 * the target keeps what was restored.
 *
 * @param key the source object
 * @param path SCIM path, or {@link #OBJECT}
 * @param wish what is not to be written again; null for a removal
 * @param restored what the target is to hold instead; null for nothing
 * @param cycleId the cycle that took it back
 */
public record RestoredValue(
    ObjectKey key,
    String path,
    @Nullable JsonNode wish,
    @Nullable JsonNode restored,
    String cycleId) {

  /** The path that stands for the object itself: that it is there, or is not. */
  public static final String OBJECT = "";

  /** Checks the components; a JSON null is no value. */
  public RestoredValue {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(path, "path");
    wish = wish == null || wish.isNull() ? null : wish;
    restored = restored == null || restored.isNull() ? null : restored;
  }
}
