package org.entrazscaler.outcome;

import org.entrazscaler.link.StoredChange;
import org.entrazscaler.plan.Change;

/** Whether removals are held. Implemented by the safeguard. Called by several threads. */
public interface RemovalHold {

  /** Whether this cycle must not remove anything more, including members of groups. */
  boolean blocksRemovals();

  /**
   * Whether a planned change must wait, because it removes access and removals are blocked.
   *
   * @param change a change that may have been planned before the hold
   */
  boolean blocks(StoredChange change);

  /**
   * Holds the rest of a change of which the other values were written; false if nothing is left.
   */
  boolean holdRest(Change written);
}
