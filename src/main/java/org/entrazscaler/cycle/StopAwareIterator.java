package org.entrazscaler.cycle;

import java.util.Iterator;

/** Ends early once the cycle has to stop. */
public record StopAwareIterator<T>(Iterator<T> objects, CycleControl cycles)
    implements Iterator<T> {

  @Override
  public boolean hasNext() {
    return cycles.canSend() && objects.hasNext();
  }

  @Override
  public T next() {
    return objects.next();
  }
}
