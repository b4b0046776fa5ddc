package org.entrazscaler.write;

import java.util.Optional;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.store.State;

/** Finds the users of accounts. */
public final class MemberNames {

  private final State state;

  public MemberNames(State state) {
    this.state = state;
  }

  /** The member with the name of the user, or with the account's id if there is no user. */
  public Member resolve(String targetId) {
    Optional<ObjectKey> key = state.links().findByTarget(ObjectType.USER, targetId).map(Link::key);
    String name =
        key.flatMap(state.source()::find)
            .map(stored -> new Candidate(stored, true, true, false).name())
            .orElse(targetId);
    return new Member(key.map(ObjectKey::id).orElse(null), name, targetId);
  }
}
