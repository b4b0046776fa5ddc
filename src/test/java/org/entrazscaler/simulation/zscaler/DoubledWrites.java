package org.entrazscaler.simulation.zscaler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.entrazscaler.simulation.http.RequestLog;

/** Finds writes that were repeated without a reason; it knows the changes in the portal. */
final class DoubledWrites {

  private record PortalChange(long afterRequest, String path) {}

  private final RequestLog<RecordedRequest> log;
  private final List<PortalChange> portalChanges = new ArrayList<>();

  DoubledWrites(RequestLog<RecordedRequest> log) {
    this.log = log;
  }

  synchronized void portalChanged(String path) {
    portalChanges.add(new PortalChange(log.count(), path));
  }

  synchronized void forget() {
    portalChanges.clear();
  }

  /**
   * The writes that repeat an earlier write with the same method, path and body that was answered
   * with success, and without a reason in between: no other success on the same resource, no
   * deletion of what a POST had created, no change in the portal. A repeated POST that succeeds has
   * a reason: names are unique, so the earlier resource was deleted, on ZPA also by disabling it.
   */
  synchronized List<RecordedRequest> find() {
    List<RecordedRequest> doubled = new ArrayList<>();
    Map<String, String> lastOnResource = new HashMap<>();
    Map<String, String> creations = new HashMap<>();
    Map<String, String> creationOf = new HashMap<>();
    int nextChange = 0;
    for (RecordedRequest request : log.all()) {
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
