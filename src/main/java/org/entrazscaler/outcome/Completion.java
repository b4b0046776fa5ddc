package org.entrazscaler.outcome;

import java.util.Set;
import org.entrazscaler.graph.ObjectKey;

/**
 * How an object is put to rest once all that a cycle had to do for it is done.
 *
 * @param key the source object
 * @param changed its {@link org.entrazscaler.source.StoredObject#changed} when it was planned; a
 *     later change keeps it pending
 * @param inScope whether it is in scope
 * @param memberEligible whether its account may be a member of groups
 * @param keptOutOfScope Graph properties that are kept of it when it is not in scope
 */
public record Completion(
    ObjectKey key,
    long changed,
    boolean inScope,
    boolean memberEligible,
    Set<String> keptOutOfScope) {

  /**
   * The same of an object whose account leaves the groups of ours.
   *
   * @return a copy
   */
  public Completion withoutMemberships() {
    return new Completion(key, changed, inScope, false, keptOutOfScope);
  }
}
