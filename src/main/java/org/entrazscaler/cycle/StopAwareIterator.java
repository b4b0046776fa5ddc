package org.entrazscaler.cycle;

import java.util.Iterator;

/** An iterator that ends early when the cycle must stop. */
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
