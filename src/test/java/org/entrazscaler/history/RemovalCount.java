package org.entrazscaler.history;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.entrazscaler.simulation.zscaler.ZscalerGroup;
import org.entrazscaler.simulation.zscaler.ZscalerUser;

/** What people and groups of Entra have in the target, to see what a cycle takes away. */
final class RemovalCount {

  private final Map<String, String> accounts = new HashMap<>();
  private final Set<String> active = new TreeSet<>();
  private final Map<String, Set<String>> members = new HashMap<>();

  /** As it is now. */
  RemovalCount(History history) {
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

  /** Who had an account to sign in with and now has none, and which groups are gone. */
  Set<String> since(RemovalCount before) {
    Set<String> taken = new TreeSet<>(before.active);
    taken.removeAll(active);
    before.members.keySet().stream().filter(g -> !members.containsKey(g)).forEach(taken::add);
    return taken;
  }

  /** Also deleted accounts that were disabled, and members who left a group. */
  Set<String> allSince(RemovalCount before) {
    Set<String> taken = since(before);
    before.accounts.keySet().stream().filter(a -> !accounts.containsKey(a)).forEach(taken::add);
    before.members.forEach(
        (group, were) ->
            were.stream()
                // Some products replace an account that is renamed.
                .filter(accounts.values()::contains)
                .filter(member -> !members.getOrDefault(group, Set.of()).contains(member))
                .forEach(member -> taken.add(member + " in " + group)));
    return taken;
  }
}
