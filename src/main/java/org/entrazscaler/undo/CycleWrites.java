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
 * What one cycle wrote to one object, according to the provisioning log: the first and last value
 * of each attribute, and the members that joined and left.
 *
 * @param key the source object
 * @param name its name at that time
 * @param created whether the target object was created
 * @param deleted whether the target object was deleted
 * @param forgotten whether the log no longer has its values, because the user was permanently
 *     deleted
 * @param values attributes by SCIM path, in their order
 * @param members object ids of users that joined (true) or left (false)
 * @param unknownMembers SCIM ids of members whose user the log does not know
 * @param groups object ids of the groups that the account lost by its deletion, or may have lost by
 *     another change
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
   * A value before and after the cycle.
   *
   * @param before null for none
   * @param after null for none
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
   * Combines log entries.
   *
   * @param entries the successful entries of the cycle about one object, oldest first; not empty
   */
  public static CycleWrites fromLog(List<LogEntry> entries) {
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
    // A member that left and joined again is unchanged.
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
   * Whether values are to be restored, so that the current values in the target are needed.
   *
   * @return false for an object that was created or deleted
   */
  public boolean hasChangedValues() {
    return !created && !deleted && !forgotten && !values.isEmpty();
  }
}
