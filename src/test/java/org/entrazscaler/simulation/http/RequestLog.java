package org.entrazscaler.simulation.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * The requests received, in the order of arrival. Safe for use by several threads.
 *
 * @param <R> a recorded request
 */
public final class RequestLog<R> {

  private final List<R> requests = new ArrayList<>();
  private int running;
  private int mostRunning;

  RequestLog() {}

  /** All requests. */
  public synchronized List<R> all() {
    return List.copyOf(requests);
  }

  /** The matching requests. */
  public synchronized List<R> of(Predicate<? super R> which) {
    return requests.stream().filter(which).toList();
  }

  /** The number of requests. */
  public synchronized int count() {
    return requests.size();
  }

  /** The number of matching requests. */
  public synchronized int count(Predicate<? super R> which) {
    return (int) requests.stream().filter(which).count();
  }

  /** The number of requests that are being served. */
  public synchronized int running() {
    return running;
  }

  /** The highest number of requests that were served at the same time. */
  public synchronized int mostRunning() {
    return mostRunning;
  }

  /** Forgets the requests so far. */
  public synchronized void clear() {
    requests.clear();
    mostRunning = running;
  }

  /** Adds a request that is part of another one; it is created from its number, 1 for the first. */
  public synchronized R add(IntFunction<R> numbered) {
    R request = numbered.apply(requests.size() + 1);
    requests.add(request);
    return request;
  }

  synchronized R arrived(IntFunction<R> numbered) {
    running++;
    mostRunning = Math.max(mostRunning, running);
    return add(numbered);
  }

  /** Replaces a request, unless it was forgotten in the meantime. */
  synchronized void finished(R arrived, R finished) {
    running--;
    for (int index = requests.size() - 1; index >= 0; index--) {
      if (requests.get(index) == arrived) {
        requests.set(index, finished);
        return;
      }
    }
  }
}
