package org.entrazscaler.simulation.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The faults that are planned for coming requests. Each request has at most one fault: that of the
 * earliest matching plan that is not exhausted. Requests are matched in the order of arrival,
 * before anything else is checked. Safe for use by several threads.
 *
 * @param <R> a recorded request
 */
public final class Faults<R> {

  private record Plan<R>(Predicate<? super R> requests, Fault fault, PlannedFault use) {}

  private final Class<? extends Fault> own;
  private final List<Plan<R>> plans = new ArrayList<>();

  /**
   * @param own the faults that the simulation has besides those of a connection
   */
  Faults(Class<? extends Fault> own) {
    this.own = own;
  }

  /** The next matching request has the fault. */
  public PlannedFault next(Predicate<? super R> requests, Fault fault) {
    return next(1, requests, fault);
  }

  /** The next {@code count} matching requests have the fault. */
  public PlannedFault next(int count, Predicate<? super R> requests, Fault fault) {
    return after(0, count, requests, fault);
  }

  /**
   * The next {@code passed} matching requests pass; the {@code count} after them have the fault.
   */
  public synchronized PlannedFault after(
      int passed, int count, Predicate<? super R> requests, Fault fault) {
    if (!(fault instanceof Fault.OfConnection) && !own.isInstance(fault)) {
      throw new IllegalArgumentException("This simulation has no " + fault);
    }
    PlannedFault use = new PlannedFault(passed, count);
    plans.add(new Plan<>(requests, fault, use));
    return use;
  }

  /** Each matching request has the fault until {@link PlannedFault#stop()}. */
  public PlannedFault always(Predicate<? super R> requests, Fault fault) {
    return after(0, Integer.MAX_VALUE, requests, fault);
  }

  /** Removes all planned faults. */
  public synchronized void clear() {
    plans.clear();
  }

  /** The fault of a request that arrives now; null for none. */
  public synchronized @Nullable Fault take(R request) {
    for (Plan<R> plan : plans) {
      if (!plan.use().exhausted() && plan.requests().test(request) && plan.use().fires()) {
        return plan.fault();
      }
    }
    return null;
  }
}
