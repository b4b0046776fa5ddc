package org.entrazscaler.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.entrazscaler.journal.LogEntry;
import org.entrazscaler.journal.ProvisioningLog;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.ValueChange;
import org.entrazscaler.scim.Removals;
import org.entrazscaler.scim.schema.ScimPath;
import org.jspecify.annotations.Nullable;

/**
 * Elements of lists, such as an e-mail address at work, out of which a value was once taken without
 * the element. Such an element may still be there, so that the next value has to be put into it.
 * The provisioning log says where that may be; only then the account is read before it is changed.
 */
public final class EmptiedElements {

  /** In the log: the element that has gone with a value. */
  static final String ELEMENT = "element";

  private final ProvisioningLog log;

  public EmptiedElements(ProvisioningLog log) {
    this.log = log;
  }

  /**
   * The element that goes with a value.
   *
   * @return in the syntax of a PATCH, or null if the value goes alone
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
    return Removals.takesElement(path, left) ? Removals.place(path, left).toString() : null;
  }

  /**
   * Whether an element that a change would add may be there without its value.
   *
   * @param change the planned change of an object that is there
   * @return true if the object is to be read first
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

  /** What was written last to the element took a value out of it, and left it there. */
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
