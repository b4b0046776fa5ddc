package org.entrazscaler.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.entrazscaler.journal.LogEntry;
import org.entrazscaler.journal.ProvisioningLog;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.ValueChange;
import org.entrazscaler.scim.ValueRemoval;
import org.entrazscaler.scim.schema.ScimPath;
import org.jspecify.annotations.Nullable;

/**
 * Elements of lists, such as the work e-mail address, whose value was removed without the element.
 * Such an element may still exist, so the next value must be put into it. Only if the provisioning
 * log shows such a removal, the account is read before it is changed.
 */
public final class EmptiedElements {

  /** In the log: the element that was removed with a value. */
  static final String ELEMENT = "element";

  private final ProvisioningLog log;

  public EmptiedElements(ProvisioningLog log) {
    this.log = log;
  }

  /**
   * The element that is removed with a value.
   *
   * @return in the syntax of a PATCH, or null if only the value is removed
   */
  static @Nullable String element(Change change, ValueChange value) {
    if (value.after() != null) {
      return null;
    }
    ScimPath path = ScimPath.parse(value.path());
    if (path.conditions().isEmpty()) {
      return null;
    }
    List<ScimPath> left = change.remainingPaths();
    return ValueRemoval.removesElement(path, left)
        ? ValueRemoval.pathFor(path, left).toString()
        : null;
  }

  /**
   * Whether an element that a change would add may exist without a value, so that the object must
   * be read first.
   *
   * @param change the planned change of an existing object
   */
  public boolean mayExistEmpty(Change change) {
    if (change.group()) {
      return false;
    }
    List<ScimPath> added =
        change.values().stream()
            .filter(value -> value.before() == null && value.after() != null)
            .map(value -> ScimPath.parse(value.path()))
            .filter(path -> !path.conditions().isEmpty() && !isKnown(change, path))
            .toList();
    if (added.isEmpty()) {
      return false;
    }
    List<LogEntry> entries = log.successes(change.key(), 0);
    return added.stream().anyMatch(path -> emptied(entries, path));
  }

  private static boolean isKnown(Change change, ScimPath path) {
    return change.known().properties().stream()
        .anyMatch(value -> ScimPath.parse(value.getKey()).sharesValue(path));
  }

  /** Whether the last write of the element removed its value and left the element. */
  private static boolean emptied(List<LogEntry> entries, ScimPath path) {
    boolean emptied = false;
    for (LogEntry entry : entries) {
      for (JsonNode property : entry.modified()) {
        String name = property.path("displayName").asText();
        if (name.startsWith(path.attribute() + "[") && ScimPath.parse(name).sharesValue(path)) {
          emptied = !property.hasNonNull("newValue") && !property.has(ELEMENT);
        }
      }
    }
    return emptied;
  }
}
