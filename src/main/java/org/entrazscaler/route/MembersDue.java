package org.entrazscaler.route;

import java.util.List;
import java.util.Set;
import org.entrazscaler.state.LinkStore;
import org.entrazscaler.state.ObjectKey;

/**
 * Which members of a group are to join and to leave: all that differ or, while a saved plan is
 * carried out, those of them that the plan has.
 */
final class MembersDue {

  private static final int ALL = Integer.MAX_VALUE;

  private final LinkStore links;
  private final Applying applying;

  MembersDue(LinkStore links, Applying applying) {
    this.links = links;
    this.applying = applying;
  }

  /** SCIM ids of at most so many who are to join. */
  List<String> joining(String group, int limit) {
    return applying.applies()
        ? within(links.membersToAdd(group, ALL), applying.joining(group), limit)
        : links.membersToAdd(group, limit);
  }

  /** SCIM ids of at most so many who are to leave; of all of ours if the group is emptied. */
  List<String> leaving(String group, boolean emptied, int limit) {
    return applying.applies()
        ? within(links.membersToRemove(group, emptied, ALL), applying.leaving(group), limit)
        : links.membersToRemove(group, emptied, limit);
  }

  /** Whether anybody is to join or to leave. */
  boolean any(String group, boolean emptied) {
    return !leaving(group, emptied, 1).isEmpty() || (!emptied && !joining(group, 1).isEmpty());
  }

  /** Whether anybody differs, in the plan or not. */
  boolean differ(ObjectKey group, boolean emptied) {
    return links.membersDiffer(group.id(), emptied);
  }

  private static List<String> within(List<String> all, Set<String> allowed, int limit) {
    return all.stream().filter(allowed::contains).limit(limit).toList();
  }
}
