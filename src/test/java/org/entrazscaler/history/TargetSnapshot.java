package org.entrazscaler.history;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.entrazscaler.simulation.zscaler.ZscalerGroup;
import org.entrazscaler.simulation.zscaler.ZscalerUser;

/**
 * The accounts and memberships of the objects of Entra in the target, to see what a cycle removes.
 */
final class TargetSnapshot {

  private final Map<String, String> accounts = new HashMap<>();
  private final Set<String> active = new TreeSet<>();
  private final Map<String, Set<String>> members = new HashMap<>();

  /** Reads the current target. */
  TargetSnapshot(History history) {
    for (ZscalerUser user : history.zscaler.users()) {
      String owner = history.owner(user);
      if (owner != null) {
        accounts.put(owner, user.id());
        if (user.active()) {
          active.add(owner);
        }
      }
    }
    for (ZscalerGroup group : history.zscaler.groups()) {
      String owner = history.owner(group);
      if (owner != null) {
        members.put(owner, new TreeSet<>(group.memberIds()));
      }
    }
  }

  /** The users that had an active account and have none now, and the deleted groups. */
  Set<String> removedSince(TargetSnapshot before) {
    Set<String> removed = new TreeSet<>(before.active);
    removed.removeAll(active);
    before.members.keySet().stream().filter(g -> !members.containsKey(g)).forEach(removed::add);
    return removed;
  }

  /** Also deleted accounts that previous disabled, and removed members. */
  Set<String> allRemovedSince(TargetSnapshot before) {
    Set<String> removed = removedSince(before);
    before.accounts.keySet().stream().filter(a -> !accounts.containsKey(a)).forEach(removed::add);
    before.members.forEach(
        (group, previous) ->
            previous.stream()
                // Some products replace an account that is renamed.
                .filter(accounts.values()::contains)
                .filter(member -> !members.getOrDefault(group, Set.of()).contains(member))
                .forEach(member -> removed.add(member + " in " + group)));
    return removed;
  }
}
