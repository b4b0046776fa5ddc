package org.entrazscaler.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.http.Faults;
import org.entrazscaler.simulation.http.PlannedFault;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerFault;

/** What the target refuses until {@link #end}, and which objects that concerns. */
final class Refusals {

  private final Faults<RecordedRequest> faults;
  private final List<PlannedFault> planned = new ArrayList<>();
  private final Set<String> values = new HashSet<>();
  private final Set<String> members = new HashSet<>();
  private final Set<String> deletions = new HashSet<>();

  Refusals(Faults<RecordedRequest> faults) {
    this.faults = faults;
  }

  boolean isActive() {
    return !planned.isEmpty();
  }

  /** Ends all refusals. */
  void end() {
    planned.forEach(PlannedFault::stop);
    planned.clear();
    values.clear();
    members.clear();
    deletions.clear();
  }

  /** Refuses values that start with this text, in any attribute. */
  void refuseValue(int status, String scimType, String prefix) {
    values.add(prefix);
    refuse(
        RecordedRequest.writing("\"" + prefix),
        ZscalerFault.refused(status, scimType, "A value is refused: " + prefix));
  }

  /** Refuses each request that adds this account to a group, also if it adds others. */
  void refuseMember(int status, String account) {
    members.add(account);
    refuse(
        RecordedRequest.writing("\"value\":\"" + account + "\"")
            .and(request -> request.path().startsWith("/Groups")),
        ZscalerFault.refused(status, "invalidValue", "No user with the id " + account));
  }

  /** Refuses the deletion of an account or a group. */
  void refuseDeletion(int status, String id) {
    deletions.add(id);
    refuse(
        request -> request.method().equals("DELETE") && request.path().endsWith("/" + id),
        ZscalerFault.refused(status, "mutability", "It cannot be deleted"));
  }

  private void refuse(Predicate<RecordedRequest> requests, Fault fault) {
    planned.add(faults.always(requests, fault));
  }

  /** Whether the deletion of the object with this SCIM id is refused. */
  boolean isDeletionRefused(String id) {
    return deletions.contains(id);
  }

  /** Whether adding this account to groups is refused. */
  boolean isMembershipRefused(String account) {
    return members.contains(account);
  }

  /** Whether the value of a property of this object in Entra is refused, as it is written. */
  boolean hasRefusedValue(Iterable<? extends JsonNode> source) {
    for (JsonNode value : source) {
      if (value.isTextual() && values.stream().anyMatch(value.textValue()::startsWith)) {
        return true;
      }
    }
    return false;
  }
}
