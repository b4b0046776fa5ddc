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

/** Which differences of an object are repaired though other parts of it were refused. */
final class RepairedParts {

  private static final String MEMBERS = "members";

  private final State state;
  private final String cycle;
  private final Map<ObjectKey, List<JsonNode>> written = new HashMap<>();

  /**
   * What a reconciliation has repaired.
   *
   * @param state where it is recorded
   * @param cycle id of the reconciliation
   */
  RepairedParts(State state, long cycle) {
    this.state = state;
    this.cycle = Long.toString(cycle);
  }

  /**
   * Whether the cycle has written what a difference lacks.
   *
   * @param one a difference of an object that is parked
   * @param key the object
   * @return true if the provisioning log says so
   */
  boolean has(Difference one, ObjectKey key) {
    for (JsonNode property : written.computeIfAbsent(key, this::written)) {
      String path = property.path("displayName").asText();
      if (path.equals(one.attribute()) && (!path.equals(MEMBERS) || isMember(one, property))) {
        return true;
      }
    }
    return false;
  }

  private boolean isMember(Difference one, JsonNode property) {
    boolean joined = one.kind() == Kind.LACKING_MEMBER;
    String account = property.path(joined ? "newValue" : "oldValue").asText();
    String member = joined ? one.required() : one.current();
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
