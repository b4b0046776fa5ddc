package org.entrazscaler.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.journal.LogEntry;
import org.entrazscaler.journal.LogQuery;
import org.entrazscaler.reconcile.Difference.Kind;
import org.entrazscaler.store.State;

/** Which differences of a parked object are repaired although other parts of it were refused. */
final class RepairedParts {

  private static final String MEMBERS = "members";

  private final State state;
  private final String cycle;
  private final Map<ObjectKey, List<JsonNode>> written = new HashMap<>();

  /**
   * The repairs of one reconciliation.
   *
   * @param state has the provisioning log
   * @param cycle id of the reconciliation
   */
  RepairedParts(State state, long cycle) {
    this.state = state;
    this.cycle = Long.toString(cycle);
  }

  /**
   * Whether the cycle has repaired a difference, according to the provisioning log.
   *
   * @param difference a difference of a parked object
   * @param key the object
   */
  boolean has(Difference difference, ObjectKey key) {
    for (JsonNode property : written.computeIfAbsent(key, this::written)) {
      String path = property.path("displayName").asText();
      if (path.equals(difference.attribute())
          && (!path.equals(MEMBERS) || isMember(difference, property))) {
        return true;
      }
    }
    return false;
  }

  private boolean isMember(Difference difference, JsonNode property) {
    boolean joined = difference.kind() == Kind.LACKING_MEMBER;
    String account = property.path(joined ? "newValue" : "oldValue").asText();
    String member = joined ? difference.required() : difference.current();
    return account.equals(member)
        || state
            .links()
            .findByTarget(ObjectType.USER, account)
            .map(link -> link.written().path("userName").asText())
            .filter(name -> name.equals(member))
            .isPresent();
  }

  private List<JsonNode> written(ObjectKey key) {
    List<JsonNode> properties = new ArrayList<>();
    state
        .log()
        .read(
            new LogQuery(null, LogEntry.SUCCESS, key.id(), cycle),
            entry -> {
              if (entry.key().equals(key)) {
                entry.modified().forEach(properties::add);
              }
            });
    return properties;
  }
}
