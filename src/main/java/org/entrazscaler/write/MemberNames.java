package org.entrazscaler.write;

import java.util.Optional;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.store.State;

/** Finds the users of accounts. */
public final class MemberNames {

  private MemberNames() {}

  /**
   * The member with the name of the user, or with the account's id if there is no user.
   *
   * @param targetId SCIM {@code id} of the account
   */
  public static Member resolve(State state, String targetId) {
    Optional<ObjectKey> key = state.links().findByTarget(ObjectType.USER, targetId).map(Link::key);
    String name =
        key.flatMap(state.source()::find)
            .map(stored -> new Candidate(stored, true, true, false).name())
            .orElse(targetId);
    return new Member(key.map(ObjectKey::id).orElse(null), name, targetId);
  }
}
