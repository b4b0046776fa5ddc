package org.entrazscaler.simulation.zscaler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All requests in the order of arrival, and the changes in the portal between them. */
final class RequestLog {

  private record PortalChange(long afterRequest, String path) {}

  private final List<RecordedRequest> requests = new ArrayList<>();
  private final List<PortalChange> portalChanges = new ArrayList<>();
  private final Map<Map<String, String>, Map<String, String>> headerSets = new HashMap<>();
  private int running;
  private int mostRunning;

  synchronized RecordedRequest arrived(
      String method,
      String path,
      @Nullable String query,
      String body,
      Map<String, String> headers) {
    running++;
    mostRunning = Math.max(mostRunning, running);
    // Most requests of a run have the same headers. They are stored once, so that a run of 200,000
    // requests stays small.
    Map<String, String> kept = headerSets.computeIfAbsent(Map.copyOf(headers), same -> same);
    RecordedRequest request =
        new RecordedRequest(
            requests.size() + 1L,
            method,
            path,
            query,
            body,
            kept,
            System.nanoTime(),
            0,
            0,
            false,
            null,
            null,
            Thread.currentThread().getName());
    requests.add(request);
    return request;
  }

  synchronized void finished(RecordedRequest request) {
    running--;
    int index = (int) request.number() - 1;
    // The request was forgotten in the meantime.
    if (index < requests.size() && requests.get(index).arrivedNanos() == request.arrivedNanos()) {
      requests.set(index, request);
    }
  }

  synchronized void portalChanged(String path) {
    portalChanges.add(new PortalChange(requests.size(), path));
  }

  synchronized List<RecordedRequest> all() {
    return List.copyOf(requests);
  }

  synchronized int running() {
    return running;
  }

  synchronized int mostRunning() {
    return mostRunning;
  }

  synchronized void forget() {
    requests.clear();
    portalChanges.clear();
    headerSets.clear();
    mostRunning = running;
  }

  synchronized int count(Predicate<RecordedRequest> which) {
    return (int) requests.stream().filter(which).count();
  }

  synchronized Map<String, Integer> countsByKind() {
    Map<String, Integer> counts = new TreeMap<>();
    requests.forEach(request -> counts.merge(request.kind(), 1, Integer::sum));
    return counts;
  }

  /**
   * The writes that repeat an earlier write with the same method, path and body that was answered
   * with success, and without a reason in between: no other success on the same resource, no
   * deletion of what a POST had created, no change in the portal. A repeated POST that succeeds has
   * a reason: names are unique, so the earlier resource was deleted, on ZPA also by disabling it.
   */
  synchronized List<RecordedRequest> doubledWrites() {
    List<RecordedRequest> doubled = new ArrayList<>();
    Map<String, String> lastOnResource = new HashMap<>();
    Map<String, String> creations = new HashMap<>();
    Map<String, String> creationOf = new HashMap<>();
    int nextChange = 0;
    for (RecordedRequest request : requests) {
      while (nextChange < portalChanges.size()
          && portalChanges.get(nextChange).afterRequest() < request.number()) {
        String path = portalChanges.get(nextChange++).path();
        lastOnResource.remove(path);
        creations.remove(creationOf.remove(path));
      }
      if (!request.writes()) {
        continue;
      }
      String content = request.method() + " " + request.path() + "\n" + request.body();
      boolean creation = request.method().equals("POST");
      if (creation
          ? creations.containsKey(content) && !request.applied()
          : content.equals(lastOnResource.get(request.path()))) {
        doubled.add(request);
      }
      if (request.applied() && request.method().equals("DELETE")) {
        creations.remove(creationOf.remove(request.path()));
      }
      if (!request.answeredWithSuccess()) {
        if (request.applied() && !creation) {
          lastOnResource.remove(request.path());
        }
        continue;
      }
      if (creation) {
        String created = request.path() + "/" + request.resourceId();
        creations.put(content, created);
        creationOf.put(created, content);
      } else {
        lastOnResource.put(request.path(), content);
      }
    }
    return doubled;
  }
}
