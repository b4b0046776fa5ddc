package org.entrazscaler.route;

import java.util.Iterator;
import org.entrazscaler.cycle.CycleControl;

/** Ends early once the cycle has to stop. */
record WhileSending<T>(Iterator<T> objects, CycleControl cycles) implements Iterator<T> {

  @Override
  public boolean hasNext() {
    return cycles.sending() && objects.hasNext();
  }

  @Override
  public T next() {
    return objects.next();
  }
}
