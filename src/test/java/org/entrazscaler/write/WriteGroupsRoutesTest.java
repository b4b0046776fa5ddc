package org.entrazscaler.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.MemberChange;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.graph.Removal;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.program.WriteRoutesTestSupport;
import org.entrazscaler.scim.ScimRequest;
import org.junit.jupiter.api.Test;

/**
 * The routes of {@code write-groups.camel.yaml}: the requests for a group, their order, and the
 * handling of refusals.
 */
class WriteGroupsRoutesTest extends WriteRoutesTestSupport {

  private static final ObjectKey STAFF = ObjectKey.group("staff");

  private final List<String> accounts = new ArrayList<>();

  // --- set-up ---------------------------------------------------------------------------------

  /** Users with accounts, and the group with its written and its required members. */
  private void staff(List<String> had, List<String> wanted) {
    Set<String> users = new TreeSet<>(had);
    users.addAll(wanted);
    List<DirectoryChange> changes = new ArrayList<>();
    users.forEach(user -> changes.add(change(ObjectType.USER, user, Removal.NONE, List.of())));
    read(ObjectType.USER, changes);
    List<MemberChange> members =
        wanted.stream()
            .map(user -> new MemberChange(user, "#microsoft.graph.user", false))
            .toList();
    read(ObjectType.GROUP, List.of(change(ObjectType.GROUP, STAFF.id(), Removal.NONE, members)));
    List<Outcome> known = new ArrayList<>();
    for (String user : users) {
      accounts.add("t-" + user);
      known.add(linked(ObjectKey.user(user), user));
    }
    known.add(linked(STAFF, STAFF.id()));
    known.add(
        new Outcome.Members(
            STAFF.id(), had.stream().map(user -> "t-" + user).toList(), List.of(), null));
    state.outcomes().record(known);
  }

  private void write() {
    cycle("plan-groups", "write-groups");
  }

  private Set<String> members() {
    return Set.copyOf(state.writtenMembers().userIds(STAFF.id()));
  }

  /** For example {@code joins t-a t-b}. */
  @Override
  public String noted(ScimRequest request) {
    return request.body() == null ? super.noted(request) : words(request.body());
  }

  @Override
  public String words(JsonNode body) {
    String operations = body.path("Operations").toString();
    String what = operations.contains("displayName") ? "attributes" : "joins";
    what = operations.contains("members[") ? "leaves" : what;
    Stream<String> concerned = accounts.stream().filter(id -> operations.contains(id));
    return Stream.concat(Stream.of(what), concerned).reduce((a, b) -> a + " " + b).orElseThrow();
  }

  // --- tests ----------------------------------------------------------------------------------

  @Test
  void membersAreAddedInChunksOfTheConfiguredSize() {
    staff(List.of(), List.of("a", "b", "c", "d", "e", "f"));

    write();

    assertEquals(List.of("joins t-a t-b t-c t-d", "joins t-e t-f"), taken());
    assertFalse(state.source().isPending(STAFF));
  }

  @Test
  void removalsGoBeforeAdditions() {
    staff(List.of("a", "b"), List.of("b", "c"));

    write();

    assertEquals(List.of("leaves t-a", "joins t-c"), taken());
    assertEquals(Set.of("b", "c"), members());
  }

  @Test
  void attributesAreWrittenAfterRemovalsAndBeforeAdditions() {
    staff(List.of("a", "b"), List.of("b", "c"));
    state.outcomes().record(List.of(linked(STAFF, "former name")));

    write();

    assertEquals(List.of("leaves t-a", "attributes", "joins t-c"), taken());
  }

  @Test
  void aRefusedChunkIsHalvedUntilTheRefusedMemberIsFoundAndTheOthersAreAdded() {
    staff(List.of(), List.of("a", "b", "c", "d", "e"));
    refused = Map.of("joins t-a t-b t-c t-d", 400, "joins t-c t-d", 400, "joins t-c", 400);

    write();

    assertEquals(
        List.of(
            "joins t-a t-b t-c t-d",
            "joins t-a t-b",
            "joins t-c t-d",
            "joins t-c",
            "GET /Users/t-c",
            "joins t-d",
            "joins t-e"),
        taken());
    assertEquals(Set.of("a", "b", "d", "e"), members());
    assertThat(state.parked().find(STAFF)).as("it is retried by the schedule").isPresent();
  }

  @Test
  void removalsGoOnIfAnAdditionIsRefused() {
    staff(List.of("a", "b"), List.of("b", "c"));
    refused = Map.of("joins t-c", 400);

    write();

    assertEquals(List.of("leaves t-a", "joins t-c", "GET /Users/t-c"), taken());
    assertEquals(Set.of("b"), members());
    assertThat(state.parked().find(STAFF)).isPresent();
  }

  @Test
  void allMembersAreRemovedIfTheDeletionIsRefused() {
    List<String> all = List.of("a", "b", "c", "d", "e");
    staff(all, all);
    read(
        ObjectType.GROUP,
        List.of(change(ObjectType.GROUP, STAFF.id(), Removal.DELETED, List.of())));
    refused = Map.of("DELETE /Groups/t-staff", 400);

    write();

    assertEquals(
        List.of("DELETE /Groups/t-staff", "leaves t-a t-b t-c t-d", "leaves t-e"), taken());
    assertEquals(Set.of(), members());
    assertThat(state.parked().find(STAFF)).as("the deletion is retried").isPresent();
  }
}
