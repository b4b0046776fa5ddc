package org.entrazscaler.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.entrazscaler.simulation.zscaler.Fault;
import org.entrazscaler.simulation.zscaler.Faults;
import org.entrazscaler.simulation.zscaler.RecordedRequest;

/** What the target refuses until it refuses nothing any more, and whom that concerns. */
final class Refusals {

  private final Faults faults;
  private final List<Faults.Planned> planned = new ArrayList<>();
  private final Set<String> values = new HashSet<>();
  private final Set<String> members = new HashSet<>();
  private final Set<String> deletions = new HashSet<>();

  Refusals(Faults faults) {
    this.faults = faults;
  }

  boolean any() {
    return !planned.isEmpty();
  }

  /** Nothing is refused any more. */
  void end() {
    planned.forEach(Faults.Planned::stop);
    planned.clear();
    values.clear();
    members.clear();
    deletions.clear();
  }

  /** A value that begins so, in whatever attribute. */
  void value(int status, String scimType, String begin) {
    values.add(begin);
    refuse(
        RecordedRequest.writing("\"" + begin),
        Fault.refused(status, scimType, "A value is refused: " + begin));
  }

  /** That an account joins a group, in whatever company. */
  void member(int status, String account) {
    members.add(account);
    refuse(
        RecordedRequest.writing("\"value\":\"" + account + "\"")
            .and(request -> request.path().startsWith("/Groups")),
        Fault.refused(status, "invalidValue", "No user with the id " + account));
  }

  /** That an account or a group is deleted. */
  void deletion(int status, String id) {
    deletions.add(id);
    refuse(
        request -> request.method().equals("DELETE") && request.path().endsWith("/" + id),
        Fault.refused(status, "mutability", "It cannot be deleted"));
  }

  private void refuse(Predicate<RecordedRequest> requests, Fault fault) {
    planned.add(faults.always(requests, fault));
  }

  /** Whether the deletion of what has this SCIM id is refused. */
  boolean deletionOf(String id) {
    return deletions.contains(id);
  }

  /** Whether it is refused that an account joins groups. */
  boolean membershipOf(String account) {
    return members.contains(account);
  }

  /** Whether a value of an object of Entra, as it is written, is refused. */
  boolean concern(Iterable<? extends JsonNode> source) {
    for (JsonNode value : source) {
      if (value.isTextual() && values.stream().anyMatch(value.textValue()::startsWith)) {
        return true;
      }
    }
    return false;
  }
}
