package org.entrazscaler.route;

import java.util.Optional;
import org.entrazscaler.entra.ObjectType;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.review.Member;
import org.entrazscaler.state.Link;
import org.entrazscaler.state.ObjectKey;
import org.entrazscaler.state.State;

/** Whose account it is. */
final class MemberNames {

  private final State state;

  MemberNames(State state) {
    this.state = state;
  }

  /** With what the user is called, or with the account's id where no user is known. */
  Member of(String targetId) {
    Optional<ObjectKey> key = state.links().findByTarget(ObjectType.USER, targetId).map(Link::key);
    String name =
        key.flatMap(state.source()::find)
            .map(stored -> new Candidate(stored, true, true, false).name())
            .orElse(targetId);
    return new Member(key.map(ObjectKey::id).orElse(null), name, targetId);
  }
}
