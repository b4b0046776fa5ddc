package org.entrazscaler.simulation.tenant;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which requests go wrong, and how. Plans are tried in the order in which they were made; the first
 * that matches a request applies to it, alone. Safe for use by several threads.
 */
public final class Faults {

  private static final int FOR_EVER = Integer.MAX_VALUE;

  /** A plan and what became of it. */
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

    /** How many requests it has spoiled. */
    public synchronized int fired() {
      return fired;
    }

    /** Whether it has spoiled as many requests as it was to. */
    public synchronized boolean exhausted() {
      return left == 0;
    }

    /** Ends it. */
    public synchronized void stop() {
      left = 0;
    }

    private synchronized boolean takes(RecordedRequest request) {
      if (left == 0 || !matching.test(request)) {
        return false;
      }
      if (skip > 0) {
        skip--;
        return false;
      }
      left = left == FOR_EVER ? left : left - 1;
      fired++;
      return true;
    }
  }

  private final List<Plan> plans = new ArrayList<>();

  Faults() {}

  /** Spoils the next request of a kind. */
  public Plan next(RequestKind kind, Fault fault) {
    return next(1, request -> request.kind() == kind, fault);
  }

  /** Spoils the next requests that match. */
  public Plan next(int times, Predicate<RecordedRequest> matching, Fault fault) {
    return plan(0, times, matching, fault);
  }

  /** Lets that many matching requests through and spoils the one after them. */
  public Plan after(int passed, Predicate<RecordedRequest> matching, Fault fault) {
    return plan(passed, 1, matching, fault);
  }

  /** Spoils every request that matches until it is stopped. */
  public Plan always(Predicate<RecordedRequest> matching, Fault fault) {
    return plan(0, FOR_EVER, matching, fault);
  }

  /** Ends all plans. */
  public synchronized void clear() {
    plans.clear();
  }

  synchronized @Nullable Fault take(RecordedRequest request) {
    for (Plan plan : plans) {
      if (plan.takes(request)) {
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
