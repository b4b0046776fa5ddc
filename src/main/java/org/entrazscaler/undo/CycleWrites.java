package org.entrazscaler.undo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.journal.LogEntry;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.RedactedValues;
import org.jspecify.annotations.Nullable;

/**
 * What one cycle did to one object, as the provisioning log has it: first and last value of each
 * attribute, who joined and who left.
 *
 * @param key the source object
 * @param name what people called it then
 * @param created whether the target object was made
 * @param deleted whether it was deleted
 * @param forgotten whether its values are in the log no longer, because the person was deleted for
 *     good
 * @param values attributes by SCIM path, in their order
 * @param members object ids of users who joined (true) or left (false)
 * @param unknownMembers SCIM ids of members of whom the log does not know who they were
 * @param groups object ids of the groups that an account left by its deletion, or may have been
 *     dropped from by another change
 * @param last id of the last entry
 */
record CycleWrites(
    ObjectKey key,
    String name,
    boolean created,
    boolean deleted,
    boolean forgotten,
    Map<String, Values> values,
    Map<String, Boolean> members,
    List<String> unknownMembers,
    List<String> groups,
    long last) {

  private static final String MEMBERS = "members";
  private static final String GROUPS = "groups";

  /**
   * A value before and after a cycle.
   *
   * @param before null for nothing
   * @param after null for nothing
   */
  public record Values(@Nullable JsonNode before, @Nullable JsonNode after) {

    boolean redacted() {
      return hidden(before) || hidden(after);
    }

    private static boolean hidden(@Nullable JsonNode value) {
      return value != null && RedactedValues.SHOWN.equals(value.asText());
    }
  }

  /**
   * Reads it from the log.
   *
   * @param entries the cycle's successful entries about one object, oldest first; not empty
   * @return what they come to
   */
  public static CycleWrites of(List<LogEntry> entries) {
    boolean created = false;
    boolean deleted = false;
    boolean forgotten = false;
    Map<String, Values> values = new LinkedHashMap<>();
    Map<String, Boolean> first = new LinkedHashMap<>();
    Map<String, Boolean> last = new LinkedHashMap<>();
    List<String> unknownMembers = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    for (LogEntry entry : entries) {
      created |= entry.action().equals(Action.CREATE.word());
      deleted |= entry.action().equals(Action.DELETE.word());
      for (JsonNode property : entry.modified()) {
        String path = property.path("displayName").asText();
        JsonNode before = value(property, "oldValue");
        JsonNode after = value(property, "newValue");
        String other = property.path("sourceId").asText("");
        if (property.path("removed").asBoolean()) {
          forgotten = true;
        } else if (path.equals(GROUPS)) {
          groups.add(other);
        } else if (!path.equals(MEMBERS)) {
          values.merge(
              path, new Values(before, after), (old, now) -> new Values(old.before(), now.after()));
        } else if (other.isEmpty()) {
          unknownMembers.add(Objects.requireNonNullElse(after, before).asText());
        } else {
          first.putIfAbsent(other, after != null);
          last.put(other, after != null);
        }
      }
    }
    // Who left and came back is as he was.
    last.entrySet().removeIf(member -> !member.getValue().equals(first.get(member.getKey())));
    LogEntry end = entries.get(entries.size() - 1);
    return new CycleWrites(
        end.key(),
        Objects.requireNonNullElse(end.source().name(), end.key().id()),
        created,
        deleted,
        forgotten,
        values,
        last,
        unknownMembers,
        groups,
        end.id());
  }

  private static @Nullable JsonNode value(JsonNode property, String field) {
    JsonNode value = property.get(field);
    return value == null || value.isNull() ? null : value;
  }

  /**
   * Whether values of an object that is there are to be put back, so that the target has to be
   * asked what it holds now.
   *
   * @return false for an object that was made or deleted
   */
  public boolean hasChangedValues() {
    return !created && !deleted && !forgotten && !values.isEmpty();
  }
}
