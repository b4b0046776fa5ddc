package org.entrazscaler.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.simulation.zscaler.ZscalerGroup;
import org.entrazscaler.simulation.zscaler.ZscalerUser;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a saved plan, at once or much later, and sees that what has changed in the target is
 * in the plan: it may do less, never something else.
 */
final class ApplyTrial {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int NO_PLAN = 2;

  private final History history;
  private final String plan;
  private final Map<String, List<JsonNode>> steps = new HashMap<>();
  private final Map<String, String> people = new HashMap<>();

  /**
   * A trial.
   *
   * @param history where
   * @param plan what {@code plan --save} has written
   */
  ApplyTrial(History history, String plan) {
    this.history = history;
    this.plan = plan;
    try {
      for (JsonNode step : MAPPER.readTree(plan).path("steps")) {
        String target = step.path("target").textValue();
        String key = target == null ? step.path("id").asText() : target;
        steps.computeIfAbsent(key, k -> new ArrayList<>()).add(step);
      }
    } catch (JsonProcessingException e) {
      throw new AssertionError("No plan: " + plan, e);
    }
  }

  /** What the target holds of a user or a group; members by SCIM id. */
  private record Held(@Nullable String owner, ObjectNode attributes, Set<String> members) {}

  @Nullable CommandOutcome run() {
    Map<String, Held> before = target();
    CommandOutcome outcome = history.command(operations -> operations.apply(plan));
    Map<String, Held> after = target();
    if (outcome != null) {
      assertNotEquals(NO_PLAN, outcome.getExitStatus(), outcome.getText());
    }
    after.forEach((id, now) -> compare(id, before.get(id), now));
    before.forEach(
        (id, then) -> {
          if (!after.containsKey(id)) {
            step(id, "is gone");
          }
        });
    return outcome;
  }

  /** Applied twice, a plan writes nothing the second time. */
  void runTwice() {
    history.endTrouble();
    Objects.requireNonNull(run());
    int writes = history.zscaler.writes().size();
    CommandOutcome again = Objects.requireNonNull(run());
    assertEquals(writes, history.zscaler.writes().size(), again.getText());
  }

  private List<JsonNode> step(@Nullable String key, String what) {
    List<JsonNode> planned = key == null ? null : steps.get(key);
    assertNotNull(planned, () -> key + " " + what + ", which is not in the plan " + plan);
    return planned;
  }

  private void compare(String id, @Nullable Held then, Held now) {
    if (then == null) {
      // Some products replace an account that is renamed.
      assertTrue(
          steps.values().stream()
              .flatMap(List::stream)
              .anyMatch(step -> step.path("id").asText().equals(now.owner())),
          () -> now + " was made, which is not in the plan " + plan);
      return;
    }
    Set<String> joined = persons(now);
    joined.removeAll(persons(then));
    Set<String> left = persons(then);
    left.removeAll(persons(now));
    // Whose account is gone has left by that.
    left.retainAll(present());
    Set<String> changed = changed(then.attributes(), now.attributes());
    if (joined.isEmpty() && left.isEmpty() && changed.isEmpty()) {
      return;
    }
    for (JsonNode step : step(id, "has changed")) {
      changed.removeAll(names(step.path("attributes")));
      joined.removeAll(ids(step.path("joining")));
      left.removeAll(ids(step.path("leaving")));
    }
    assertEquals(
        List.of(Set.of(), Set.of(), Set.of()),
        List.of(changed, joined, left),
        () -> "More was done to " + id + " than is planned: " + plan);
  }

  private Set<String> persons(Held group) {
    return group.members().stream().map(people::get).collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> present() {
    return history.zscaler.users().stream().map(this::person).collect(Collectors.toSet());
  }

  private String person(ZscalerUser user) {
    return Objects.requireNonNullElse(history.owner(user), user.id());
  }

  /** The attributes of which the value differs, those of an extension each by itself. */
  private static Set<String> changed(ObjectNode then, ObjectNode now) {
    Set<String> changed = new TreeSet<>();
    Set<String> names = new TreeSet<>();
    then.fieldNames().forEachRemaining(names::add);
    now.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      if (name.startsWith("urn:")) {
        changed(extension(then, name), extension(now, name)).forEach(n -> changed.add(n));
      } else if (!Objects.equals(then.get(name), now.get(name))) {
        changed.add(name);
      }
    }
    return changed;
  }

  private static ObjectNode extension(ObjectNode of, String name) {
    return of.get(name) instanceof ObjectNode extension
        ? extension
        : JsonNodeFactory.instance.objectNode();
  }

  private static Set<String> names(JsonNode attributes) {
    return StreamSupport.stream(attributes.spliterator(), false)
        .map(attribute -> attribute.path("path").asText())
        .map(path -> path.replaceFirst("^urn:.*:", "").replaceFirst("[.\\[].*", ""))
        .collect(Collectors.toSet());
  }

  private static Set<String> ids(JsonNode members) {
    return StreamSupport.stream(members.spliterator(), false)
        .map(member -> member.path(member.path("id").isTextual() ? "id" : "targetId").asText())
        .collect(Collectors.toSet());
  }

  private Map<String, Held> target() {
    Map<String, Held> held = new HashMap<>();
    for (ZscalerUser user : history.zscaler.users()) {
      people.put(user.id(), person(user));
      held.put(user.id(), new Held(history.owner(user), user.attributes(), Set.of()));
    }
    for (ZscalerGroup group : history.zscaler.groups()) {
      held.put(
          group.id(),
          new Held(history.owner(group), group.attributes(), Set.copyOf(group.memberIds())));
    }
    return held;
  }
}
