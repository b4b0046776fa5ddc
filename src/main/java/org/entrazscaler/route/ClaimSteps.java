package org.entrazscaler.route;

import org.apache.camel.Exchange;
import org.entrazscaler.cycle.Claims;
import org.entrazscaler.state.ObjectKey;
import org.entrazscaler.state.State;
import org.entrazscaler.state.StoredChange;
import org.entrazscaler.state.StoredObject;

/**
 * Before an object is planned or written: nobody else may be at it, and what was planned must still
 * be about the object as it is. What is left alone for that stays pending.
 */
public final class ClaimSteps {

  private final Claims claims;
  private final State state;
  private final Safeguard safeguard;

  ClaimSteps(Claims claims, State state, Safeguard safeguard) {
    this.claims = claims;
    this.state = state;
    this.safeguard = safeguard;
  }

  /**
   * Claims an object that is to be planned.
   *
   * @param object as it was read from the state
   * @return false if somebody else works on it, or has put it to rest meanwhile
   */
  public boolean plan(StoredObject object) {
    return claims.take(object.key()) && keep(object.key(), state.source().isPending(object.key()));
  }

  /**
   * Claims an object that is to be written.
   *
   * @param change as it was planned
   * @return false if somebody else works on it, or has written or held it meanwhile, or if the
   *     source object has changed since, so that it has to be planned anew
   */
  public boolean write(StoredChange change) {
    return claims.take(change.key())
        && keep(
            change.key(),
            (change.changed() == StoredChange.NO_SOURCE
                    || state.source().isPending(change.key(), change.changed()))
                && !safeguard.holds(change));
  }

  private boolean keep(ObjectKey key, boolean wanted) {
    if (!wanted) {
      claims.release(key);
    }
    return wanted;
  }

  /** Gives back the object of which the route has kept the key when it claimed it. */
  void release(Exchange exchange) {
    claims.release(exchange.getVariable(Names.CLAIMED, ObjectKey.class));
  }
}
