package org.entrazscaler.outcome;

import java.util.Set;
import org.entrazscaler.graph.ObjectKey;

/**
 * Completes an object after everything that a cycle had to do for it.
 *
 * @param key the source object
 * @param changed its {@link org.entrazscaler.source.StoredObject#changed} when it was planned; a
 *     later change keeps it pending
 * @param inScope whether it is in scope
 * @param memberEligible whether its account may be a member of groups
 * @param keptOutOfScope Graph properties that stay stored if it is not in scope
 */
public record Completion(
    ObjectKey key,
    long changed,
    boolean inScope,
    boolean memberEligible,
    Set<String> keptOutOfScope) {

  /** A copy with which the account leaves the managed groups. */
  public Completion withoutMemberships() {
    return new Completion(key, changed, inScope, false, keptOutOfScope);
  }
}
