package org.entrazscaler.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.entrazscaler.simulation.zscaler.SimulatedZscaler;
import org.entrazscaler.simulation.zscaler.ZscalerGroup;
import org.entrazscaler.simulation.zscaler.ZscalerUser;
import org.jspecify.annotations.Nullable;

/**
 * The account and the group that {@code zscaler.never-touch} may name, with their current values.
 */
final class NeverTouchedObjects {

  private final @Nullable ZscalerUser user;
  private final @Nullable ZscalerGroup group;

  NeverTouchedObjects(SimulatedZscaler zscaler) {
    user = zscaler.user(Setup.USER);
    group = zscaler.group(Setup.GROUP);
  }

  /** Fails if they have changed. A member may be missing if its account no longer exists. */
  void assertSame(SimulatedZscaler zscaler) {
    NeverTouchedObjects now = new NeverTouchedObjects(zscaler);
    if (user != null) {
      assertEquals(attributes(user), attributes(now.user), "zscaler.never-touch names it");
    }
    if (group != null) {
      Set<String> there = zscaler.users().stream().map(ZscalerUser::id).collect(Collectors.toSet());
      Set<String> members = new TreeSet<>(group.memberIds());
      members.retainAll(there);
      assertEquals(
          members,
          now.group == null ? null : new TreeSet<>(now.group.memberIds()),
          "zscaler.never-touch names the group");
    }
  }

  private static @Nullable ObjectNode attributes(@Nullable ZscalerUser user) {
    return user == null ? null : user.attributes();
  }
}
