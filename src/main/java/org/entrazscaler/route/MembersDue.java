package org.entrazscaler.route;

import java.util.List;
import java.util.Set;
import org.entrazscaler.state.MemberDifferences;

/**
 * Which members of a group are to join and to leave: all that differ or, while a saved plan is
 * carried out, those of them that the plan has.
 */
final class MembersDue {

  private static final int ALL = Integer.MAX_VALUE;

  private final MemberDifferences differences;
  private final Applying applying;

  MembersDue(MemberDifferences differences, Applying applying) {
    this.differences = differences;
    this.applying = applying;
  }

  /** SCIM ids of at most so many who are to join. */
  List<String> joining(String group, int limit) {
    return applying.applies()
        ? within(differences.joining(group, ALL), applying.joining(group), limit)
        : differences.joining(group, limit);
  }

  /** SCIM ids of at most so many who are to leave. */
  List<String> leaving(String group, int limit) {
    return applying.applies()
        ? within(differences.leaving(group, ALL), applying.leaving(group), limit)
        : differences.leaving(group, limit);
  }

  /** Whether anybody is to join or to leave. */
  boolean any(String group) {
    return !leaving(group, 1).isEmpty() || !joining(group, 1).isEmpty();
  }

  /** Whether anybody differs, in the plan or not. */
  boolean differ(String group) {
    return !differences.leaving(group, 1).isEmpty() || !differences.joining(group, 1).isEmpty();
  }

  private static List<String> within(List<String> all, Set<String> allowed, int limit) {
    return all.stream().filter(allowed::contains).limit(limit).toList();
  }
}
