package org.entrazscaler.safeguard;

import java.util.Optional;
import org.entrazscaler.store.Facts;
import org.entrazscaler.text.RecordJson;

/**
 * Stores the hold of a safeguard. There is at most one hold; while it is active, all removals wait.
 */
public final class HoldStore {

  private static final String HOLD = "hold";

  private final Facts facts;

  public HoldStore(Facts facts) {
    this.facts = facts;
  }

  /** The active hold; empty if there is none. */
  public Optional<Hold> find() {
    return facts.get(HOLD).map(text -> RecordJson.read(text, Hold.class));
  }

  /** Stores a hold; it replaces the former one. */
  public void put(Hold hold) {
    facts.put(HOLD, RecordJson.line(hold));
  }

  /** Ends the hold. */
  public void remove() {
    facts.remove(HOLD);
  }
}
