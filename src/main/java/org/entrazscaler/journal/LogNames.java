package org.entrazscaler.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;

/**
 * Finds the names of members and groups in entries. The log stores only their ids, so that a
 * permanently deleted user has no name in any entry.
 */
public final class LogNames {

  private static final int MAX_NAMES = 10_000;

  private final State state;
  private final Map<ObjectKey, Optional<String>> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ObjectKey, Optional<String>> eldest) {
          return size() > MAX_NAMES;
        }
      };

  public LogNames(State state) {
    this.state = state;
  }

  /** The name of the object that a modified property refers to, or null. */
  @Nullable
  public String nameOf(JsonNode property) {
    String id = property.path("sourceId").asText("");
    if (id.isEmpty()) {
      return null;
    }
    boolean members = property.path("displayName").asText().equals("members");
    return nameOf(new ObjectKey(members ? ObjectType.USER : ObjectType.GROUP, id));
  }

  /** The current or last known name of an object; null if it is not known. */
  @Nullable String nameOf(ObjectKey key) {
    return known.computeIfAbsent(key, this::find).orElse(null);
  }

  private Optional<String> find(ObjectKey key) {
    return state
        .source()
        .find(key)
        .flatMap(LogNames::name)
        .or(() -> state.log().lastName(key))
        .filter(name -> !name.equals(key.id()));
  }

  private static Optional<String> name(StoredObject object) {
    JsonNode properties = object.properties();
    return Optional.ofNullable(
        properties.path("userPrincipalName").asText(properties.path("displayName").asText(null)));
  }
}
