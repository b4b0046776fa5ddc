package org.entrazscaler.simulation.tenant;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The planned faults. Plans are tried in the order in which they were made, and only the first one
 * that matches a request applies to it. Safe for use by several threads.
 */
public final class Faults {

  private static final int UNLIMITED = Integer.MAX_VALUE;

  /** A planned fault and how often it was used. */
  public static final class Plan {
    private final Predicate<RecordedRequest> matching;
    private final Fault fault;
    private int skip;
    private int left;
    private int fired;

    private Plan(int skip, int times, Predicate<RecordedRequest> matching, Fault fault) {
      this.skip = skip;
      this.left = times;
      this.matching = matching;
      this.fault = fault;
    }

    /** The number of requests that had this fault. */
    public synchronized int fired() {
      return fired;
    }

    /** Whether the planned number of requests had this fault. */
    public synchronized boolean exhausted() {
      return left == 0;
    }

    /** Ends the plan. */
    public synchronized void stop() {
      left = 0;
    }

    private synchronized boolean applies(RecordedRequest request) {
      if (left == 0 || !matching.test(request)) {
        return false;
      }
      if (skip > 0) {
        skip--;
        return false;
      }
      left = left == UNLIMITED ? left : left - 1;
      fired++;
      return true;
    }
  }

  private final List<Plan> plans = new ArrayList<>();

  Faults() {}

  /** The next request of a kind has the fault. */
  public Plan next(RequestKind kind, Fault fault) {
    return next(1, request -> request.kind() == kind, fault);
  }

  /** The next matching requests have the fault. */
  public Plan next(int times, Predicate<RecordedRequest> matching, Fault fault) {
    return plan(0, times, matching, fault);
  }

  /** This number of matching requests pass; the next one has the fault. */
  public Plan after(int passed, Predicate<RecordedRequest> matching, Fault fault) {
    return plan(passed, 1, matching, fault);
  }

  /** Each matching request has the fault until the plan is stopped. */
  public Plan always(Predicate<RecordedRequest> matching, Fault fault) {
    return plan(0, UNLIMITED, matching, fault);
  }

  /** Ends all plans. */
  public synchronized void clear() {
    plans.clear();
  }

  synchronized @Nullable Fault take(RecordedRequest request) {
    for (Plan plan : plans) {
      if (plan.applies(request)) {
        return plan.fault;
      }
    }
    return null;
  }

  private synchronized Plan plan(
      int skip, int times, Predicate<RecordedRequest> matching, Fault fault) {
    Plan plan = new Plan(skip, times, matching, fault);
    plans.add(plan);
    return plan;
  }
}
