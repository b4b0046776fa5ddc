package org.entrazscaler.target;

import static org.entrazscaler.graph.ObjectType.GROUP;
import static org.entrazscaler.graph.ObjectType.USER;
import static org.entrazscaler.store.StateTrial.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.entrazscaler.store.StateContract;
import org.junit.jupiter.api.Test;

/** The target copy while a cycle writes. */
public interface TargetContract extends StateContract {

  /** More than fit in memory. */
  int MANY = 2_500;

  private static ObjectNode account(String id, String name) {
    return json("{'id':'%s','userName':'%s'}".formatted(id, name));
  }

  private TargetStore created(int from, int to) {
    TargetStore target = trial().state().target();
    for (int i = from; i < to; i++) {
      String name = "user" + i + "@example.com";
      target.create(USER, "t-" + i, account("t-" + i, name), Map.of("userName", name));
    }
    return target;
  }

  @Test
  default void createdObjectIsFoundByIdAndValues() {
    TargetStore target = created(0, MANY);
    assertEquals(List.of(), target.find(USER, "userName", "nobody@example.com"));
    assertEquals(Map.of(), target.find(GROUP, "userName", List.of("user7@example.com")));
    assertEquals(Optional.empty(), target.find(GROUP, "t-7"));
    assertEquals(Optional.of(account("t-7", "user7@example.com")), target.find(USER, "t-7"));
    created(MANY, 2 * MANY);
    for (int i : List.of(0, 999, 1000, MANY - 1, MANY, 2 * MANY - 1)) {
      String name = "user" + i + "@example.com";
      assertEquals(
          Map.of(name.toUpperCase(), List.of(account("t-" + i, name))),
          target.find(USER, "userName", List.of("other" + name, name.toUpperCase())));
    }
    assertEquals(2 * MANY, target.unlinked(USER).size());
  }

  @Test
  default void laterWriteChangesACreatedObject() {
    TargetStore target = created(0, 3);
    target.write(
        USER,
        "t-1",
        copy -> Objects.requireNonNull(copy).put("userName", "renamed@example.com"),
        resource -> Map.of("userName", resource.path("userName").asText()));
    created(3, 5);
    assertEquals(List.of(), target.find(USER, "userName", "user1@example.com"));
    assertEquals(
        List.of(account("t-1", "renamed@example.com")),
        target.find(USER, "userName", "renamed@example.com"));
    assertEquals(
        List.of(account("t-4", "user4@example.com")),
        target.find(USER, "userName", "user4@example.com"));
  }

  @Test
  default void objectThatWasReadAndCreatedCountsOnce() {
    TargetStore target = trial().state().target();
    target.add(
        USER,
        "t-1",
        account("t-1", "before@example.com"),
        Map.of("userName", "before@example.com"),
        Set.of());
    created(1, 2);
    assertEquals(
        List.of(account("t-1", "user1@example.com")),
        target.find(USER, "userName", "user1@example.com"));
    assertEquals(List.of(), target.find(USER, "userName", "before@example.com"));
  }

  @Test
  default void deletedObjectIsNotFound() {
    TargetStore target = created(0, MANY);
    target.forget(USER, "t-2");
    assertEquals(List.of(), target.find(USER, "userName", "user2@example.com"));
    created(MANY, 2 * MANY);
    target.clear();
    assertEquals(List.of(), target.find(USER, "userName", "user4@example.com"));
    assertEquals(List.of(), target.unlinked(USER));
    created(0, MANY);
    assertEquals(MANY, target.unlinked(USER).size());
  }
}
