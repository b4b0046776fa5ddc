package org.entrazscaler.simulation.zscaler;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The faults that are planned for coming requests. Each request has at most one fault: that of the
 * earliest matching plan that is not used up. Requests are matched in the order of arrival, before
 * the token and the rate limit are checked.
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

    /** The number of requests that had this fault so far. */
    public synchronized int met() {
      return met;
    }

    /** No further request has this fault. */
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

  /** The next {@code count} matching requests have the fault. */
  public Planned next(int count, Predicate<RecordedRequest> requests, Fault fault) {
    return after(0, count, requests, fault);
  }

  /**
   * The first {@code skipped} matching requests pass, and the next {@code count} have the fault.
   */
  public synchronized Planned after(
      int skipped, int count, Predicate<RecordedRequest> requests, Fault fault) {
    Planned plan = new Planned(skipped, count, requests, fault);
    planned.add(plan);
    return plan;
  }

  /** Each matching request has the fault until {@link Planned#stop()}. */
  public Planned always(Predicate<RecordedRequest> requests, Fault fault) {
    return after(0, Integer.MAX_VALUE, requests, fault);
  }

  /** Removes all planned faults. */
  public synchronized void clear() {
    planned.clear();
  }

  synchronized @Nullable Fault nextFault(RecordedRequest request) {
    for (Planned plan : planned) {
      if (plan.meets(request)) {
        return plan.fault;
      }
    }
    return null;
  }
}
