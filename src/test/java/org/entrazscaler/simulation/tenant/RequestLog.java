package org.entrazscaler.simulation.tenant;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The requests received, in order. Safe for use by several threads. */
public final class RequestLog {

  private final List<RecordedRequest> requests = new ArrayList<>();
  private final Map<RequestKind, Integer> counts = new EnumMap<>(RequestKind.class);

  RequestLog() {}

  /** All requests. */
  public synchronized List<RecordedRequest> all() {
    return List.copyOf(requests);
  }

  /** The requests of a kind. */
  public List<RecordedRequest> of(RequestKind kind) {
    return all().stream().filter(request -> request.kind() == kind).toList();
  }

  /** The number of requests of a kind. */
  public synchronized int count(RequestKind kind) {
    return counts.getOrDefault(kind, 0);
  }

  /** The number of requests. */
  public synchronized int count() {
    return requests.size();
  }

  /** Forgets the requests so far. */
  public synchronized void clear() {
    requests.clear();
    counts.clear();
  }

  synchronized void add(RecordedRequest request) {
    requests.add(request);
    counts.merge(request.kind(), 1, Integer::sum);
  }
}
