package org.entrazscaler.simulation.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The copy of the directory that a reader keeps, updated only by delta rounds. */
final class DirectoryCopy {

  private static final String USERS = "/users/delta?$select=displayName,department,manager";
  private static final String GROUPS = "/groups/delta?$select=displayName,members";

  final Map<String, Map<String, String>> users = new TreeMap<>();
  final Map<String, String> groups = new TreeMap<>();
  final Map<String, Set<String>> members = new TreeMap<>();
  private final Map<String, String> managers = new TreeMap<>();
  private final GraphReader reader;
  private String usersLink = USERS;
  private String groupsLink = GROUPS;

  DirectoryCopy(GraphReader reader) {
    this.reader = reader;
  }

  void round(String... headers) {
    for (JsonNode page : reader.pages(usersLink, headers)) {
      page.path("value").forEach(this::user);
      usersLink = page.path("@odata.deltaLink").asText(usersLink);
    }
    for (JsonNode page : reader.pages(groupsLink, headers)) {
      page.path("value").forEach(this::group);
      groupsLink = page.path("@odata.deltaLink").asText(groupsLink);
    }
  }

  Map<String, String> managers() {
    Map<String, String> result = new TreeMap<>(managers);
    result.keySet().retainAll(users.keySet());
    return result;
  }

  private void user(JsonNode entry) {
    String id = entry.path("id").asText();
    if (entry.has("@removed")) {
      users.remove(id);
      return;
    }
    Map<String, String> known = users.computeIfAbsent(id, key -> new TreeMap<>());
    for (String name : new String[] {"displayName", "department"}) {
      if (entry.path(name).isNull()) {
        known.remove(name);
      } else if (entry.has(name)) {
        known.put(name, entry.path(name).asText());
      }
    }
    for (JsonNode link : entry.path("manager@delta")) {
      if (link.has("@removed")) {
        managers.remove(id, link.path("id").asText());
      } else {
        managers.put(id, link.path("id").asText());
      }
    }
  }

  private void group(JsonNode entry) {
    String id = entry.path("id").asText();
    if (entry.has("@removed")) {
      groups.remove(id);
      return;
    }
    if (entry.has("displayName")) {
      groups.put(id, entry.path("displayName").asText());
    }
    Set<String> known = members.computeIfAbsent(id, key -> new TreeSet<>());
    for (JsonNode link : entry.path("members@delta")) {
      if (link.has("@removed")) {
        known.remove(link.path("id").asText());
      } else {
        known.add(link.path("id").asText());
      }
    }
  }
}
