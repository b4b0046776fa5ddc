package org.entrazscaler.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.graph.Removal;
import org.entrazscaler.link.Link;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.program.WriteRoutesTestSupport;
import org.entrazscaler.scim.ScimRequest;
import org.junit.jupiter.api.Test;

/**
 * The routes of {@code write-zscaler.camel.yaml} and {@code safeguards.camel.yaml}: the requests
 * for users, their order, and the handling of refusals.
 */
class WriteUsersRoutesTest extends WriteRoutesTestSupport {

  private final List<Boolean> intentsAtCreation = new ArrayList<>();

  // --- set-up ---------------------------------------------------------------------------------

  private void users(Removal removal, String... ids) {
    List<DirectoryChange> changes = new ArrayList<>();
    for (String id : ids) {
      changes.add(change(ObjectType.USER, id, removal, List.of()));
    }
    read(ObjectType.USER, changes);
  }

  private void accounts(String... ids) {
    List<Outcome> known = new ArrayList<>();
    for (String id : ids) {
      known.add(linked(ObjectKey.user(id), id));
    }
    state.outcomes().record(known);
  }

  private void write() {
    cycle("plan-removals", "plan-users", "write-users");
  }

  private String account(String id) {
    return state.links().find(ObjectKey.user(id)).map(Link::targetId).orElse("none");
  }

  private Set<String> writes() {
    return Set.copyOf(taken().stream().filter(noted -> !noted.startsWith("GET")).toList());
  }

  @Override
  public String noted(ScimRequest request) {
    if (request.method() == ScimRequest.Method.POST) {
      intentsAtCreation.add(
          state.links().find(ObjectKey.user("ann")).isPresent()
              && state.links().find(ObjectKey.user("bob")).isPresent());
    }
    return super.noted(request);
  }

  @Override
  public String words(JsonNode body) {
    return body.has("userName")
        ? body.path("userName").asText()
        : body.toString().contains("active") ? "active" : "attributes";
  }

  // --- tests ----------------------------------------------------------------------------------

  @Test
  void intentsOfAllNewUsersAreRecordedBeforeTheFirstIsSent() {
    users(Removal.NONE, "ann", "bob");

    write();

    assertEquals(Set.of("POST /Users ann@example.com", "POST /Users bob@example.com"), writes());
    assertEquals(List.of(true, true), intentsAtCreation);
    assertEquals(List.of("t-ann", "t-bob"), List.of(account("ann"), account("bob")));
    assertFalse(state.source().isPending(ObjectKey.user("ann")));
  }

  @Test
  void aRefusedUserIsParkedAloneAndTheOthersAreCreated() {
    users(Removal.NONE, "ann", "bob");
    refused = Map.of("POST /Users ann@example.com", 400);

    write();

    assertThat(state.parked().find(ObjectKey.user("ann"))).isPresent();
    assertEquals("t-bob", account("bob"));
    assertEquals(1, state.parked().count());
  }

  /** The limit of the settings is one. */
  @Test
  void removalsAboveTheLimitAreHeldAndTheRestIsWritten() {
    users(Removal.NONE, "ann", "bob", "eve");
    accounts("bob", "eve");
    deleted("bob", "eve");

    write();

    assertEquals(Set.of("POST /Users ann@example.com"), writes());
    assertTrue(state.source().isPending(ObjectKey.user("bob")));
  }

  private void deleted(String... ids) {
    for (String id : ids) {
      state
          .sourceUpdater()
          .storeObject(change(ObjectType.USER, id, Removal.DELETED, List.of()), Set.of(), true);
    }
  }

  @Test
  void anAccountWhoseDeletionIsRefusedIsDisabledAtOnce() {
    users(Removal.NONE, "bob");
    accounts("bob");
    deleted("bob");
    refused = Map.of("DELETE /Users/t-bob", 400);

    write();

    assertEquals(List.of("DELETE /Users/t-bob", "PATCH /Users/t-bob active"), taken());
    assertEquals("t-bob", account("bob"));
  }

  @Test
  void removalsGoFirst() {
    users(Removal.NONE, "ann", "bob");
    accounts("bob");
    deleted("bob");

    write();

    List<String> sent = taken().stream().filter(noted -> !noted.startsWith("GET")).toList();
    assertEquals("DELETE /Users/t-bob", sent.get(0));
    assertEquals("t-ann", account("ann"));
  }

  @Test
  void aTakenNameIsLookedUp() {
    users(Removal.NONE, "ann");
    refused = Map.of("POST /Users ann@example.com", 409);

    write();

    int sent = taken().indexOf("POST /Users ann@example.com");
    assertThat(taken().get(sent + 1)).as(taken().toString()).startsWith("GET /Users");
    assertThat(state.parked().find(ObjectKey.user("ann"))).as("no holder was found").isPresent();
  }
}
