package org.entrazscaler.simulation.zscaler;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The faults planned for requests to come. Each request meets at most one: the earliest planned one
 * that fits and is not used up. Requests are matched in the order of their arrival, before the
 * token and the rate limit are looked at.
 */
public final class Faults {

  private final List<Planned> planned = new ArrayList<>();

  Faults() {}

  /** A planned fault. */
  public static final class Planned {

    private final Predicate<RecordedRequest> requests;
    private final Fault fault;
    private int toSkip;
    private int left;
    private int met;

    private Planned(int toSkip, int left, Predicate<RecordedRequest> requests, Fault fault) {
      this.toSkip = toSkip;
      this.left = left;
      this.requests = requests;
      this.fault = fault;
    }

    /** How many requests have met this fault so far. */
    public synchronized int met() {
      return met;
    }

    /** Lets no further request meet this fault. */
    public synchronized void stop() {
      left = 0;
    }

    private synchronized boolean meets(RecordedRequest request) {
      if (left == 0 || !requests.test(request)) {
        return false;
      }
      if (toSkip > 0) {
        toSkip--;
        return false;
      }
      left--;
      met++;
      return true;
    }
  }

  /** The next {@code count} fitting requests meet the fault. */
  public Planned next(int count, Predicate<RecordedRequest> requests, Fault fault) {
    return after(0, count, requests, fault);
  }

  /**
   * Of the fitting requests the first {@code skipped} pass, and the next {@code count} meet the
   * fault.
   */
  public synchronized Planned after(
      int skipped, int count, Predicate<RecordedRequest> requests, Fault fault) {
    Planned plan = new Planned(skipped, count, requests, fault);
    planned.add(plan);
    return plan;
  }

  /** Every fitting request meets the fault until {@link Planned#stop()}. */
  public Planned always(Predicate<RecordedRequest> requests, Fault fault) {
    return after(0, Integer.MAX_VALUE, requests, fault);
  }

  /** Forgets every planned fault. */
  public synchronized void clear() {
    planned.clear();
  }

  synchronized @Nullable Fault meet(RecordedRequest request) {
    for (Planned plan : planned) {
      if (plan.meets(request)) {
        return plan.fault;
      }
    }
    return null;
  }
}
