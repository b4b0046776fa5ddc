package org.entrazscaler.simulation.tenant;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The assignments to the enterprise application. Guarded by the lock of its {@link Directory}. */
final class AssignmentList {

  private final NavigableMap<Long, AppAssignment> bySequence = new TreeMap<>();
  private final Map<String, Map<String, AppAssignment>> byPrincipal = new HashMap<>();
  private long made;

  /** Adds an assignment, or returns the existing one. */
  AppAssignment add(String principal, String role, Instant now) {
    Map<String, AppAssignment> existing =
        byPrincipal.computeIfAbsent(principal, key -> new LinkedHashMap<>());
    return existing.computeIfAbsent(
        role,
        key -> {
          long sequence = ++made;
          String id = OpaqueToken.assignmentId(principal, role, sequence);
          AppAssignment assignment = new AppAssignment(sequence, id, principal, role, now);
          bySequence.put(sequence, assignment);
          return assignment;
        });
  }

  void removeAll(String principal) {
    Map<String, AppAssignment> existing = byPrincipal.remove(principal);
    if (existing != null) {
      existing.values().forEach(assignment -> bySequence.remove(assignment.sequence()));
    }
  }

  void remove(String principal, String role) {
    Map<String, AppAssignment> existing = byPrincipal.get(principal);
    AppAssignment assignment = existing == null ? null : existing.remove(role);
    if (assignment != null) {
      bySequence.remove(assignment.sequence());
    }
  }

  /** The visible assignments after this one, in order. */
  List<AppAssignment> after(long sequence, int limit, Predicate<AppAssignment> shown) {
    List<AppAssignment> result = new ArrayList<>();
    for (AppAssignment assignment : bySequence.tailMap(sequence, false).values()) {
      if (result.size() == limit) {
        break;
      }
      if (shown.test(assignment)) {
        result.add(assignment);
      }
    }
    return result;
  }
}
