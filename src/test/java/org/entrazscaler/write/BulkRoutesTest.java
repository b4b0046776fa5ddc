package org.entrazscaler.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.graph.Removal;
import org.entrazscaler.link.Link;
import org.entrazscaler.program.WriteRoutesTestSupport;
import org.junit.jupiter.api.Test;

/** The routes of {@code bulk.camel.yaml}: one request for many new users. */
class BulkRoutesTest extends WriteRoutesTestSupport {

  private static final String BULK = "POST /Bulk ann@example.com bob@example.com eve@example.com";

  @Override
  public Map<String, String> variables() {
    return Map.of("ZSCALER_BULK", "auto");
  }

  private void write(String... ids) {
    List<DirectoryChange> changes = new ArrayList<>();
    for (String id : ids) {
      changes.add(change(ObjectType.USER, id, Removal.NONE, List.of()));
    }
    read(ObjectType.USER, changes);
    cycle("plan-removals", "plan-users", "write-users");
  }

  private List<String> accounts(String... ids) {
    return Stream.of(ids)
        .map(id -> state.links().find(ObjectKey.user(id)).map(Link::targetId).orElse("none"))
        .toList();
  }

  /** Without the search for existing users. */
  private List<String> sent() {
    return taken().stream().filter(noted -> !noted.startsWith("GET /Users")).toList();
  }

  @Override
  public String words(JsonNode body) {
    if (!body.has("Operations")) {
      return body.path("userName").asText();
    }
    List<String> names = new ArrayList<>();
    body.path("Operations").forEach(each -> names.add(words(each.path("data"))));
    return String.join(" ", names);
  }

  @Test
  void newUsersAreCreatedByOneRequest() {
    write("ann", "bob", "eve");

    assertEquals(List.of("GET /ServiceProviderConfig", BULK), sent());
    assertEquals(List.of("t-ann", "t-bob", "t-eve"), accounts("ann", "bob", "eve"));
    assertFalse(state.source().isPending(ObjectKey.user("eve")));
  }

  @Test
  void twoUsersAreNotWorthTheQuestion() {
    write("ann", "bob");

    assertEquals(
        Set.of("POST /Users ann@example.com", "POST /Users bob@example.com"), Set.copyOf(sent()));
  }

  @Test
  void aRefusedOperationParksItsUserAlone() {
    refused = Map.of("POST /Users bob@example.com", 400);

    write("ann", "bob", "eve");

    assertEquals(List.of("GET /ServiceProviderConfig", BULK), sent());
    assertTrue(state.parked().find(ObjectKey.user("bob")).isPresent());
    assertEquals(List.of("t-ann", "none", "t-eve"), accounts("ann", "bob", "eve"));
  }

  @Test
  void aRefusedBulkRequestIsReplacedBySingleRequests() {
    refused = Map.of(BULK, 413);

    write("ann", "bob", "eve");

    assertEquals(
        Set.of(
            "GET /ServiceProviderConfig",
            BULK,
            "POST /Users ann@example.com",
            "POST /Users bob@example.com",
            "POST /Users eve@example.com"),
        Set.copyOf(sent()));
    assertEquals(List.of("t-ann", "t-bob", "t-eve"), accounts("ann", "bob", "eve"));
  }
}
