package org.entrazscaler.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

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
 * Applies a saved plan, at once or much later, and checks that each change in the target is in the
 * plan. Fewer changes are allowed, other changes are not.
 */
final class ApplyCheck {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int NO_PLAN = 2;

  private final History history;
  private final String plan;
  private final Map<String, List<JsonNode>> steps = new HashMap<>();
  private final Map<String, String> ownersByAccount = new HashMap<>();

  /**
   * A check of one saved plan.
   *
   * @param history the history to run in
   * @param plan the output of {@code plan --save}
   */
  ApplyCheck(History history, String plan) {
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

  /** The current values of an account or a group; members by SCIM id. */
  private record TargetObject(@Nullable String owner, ObjectNode attributes, Set<String> members) {}

  @Nullable CommandOutcome run() {
    Map<String, TargetObject> before = target();
    CommandOutcome outcome = history.command(operations -> operations.apply(plan));
    Map<String, TargetObject> after = target();
    if (outcome != null) {
      assertNotEquals(NO_PLAN, outcome.getExitStatus(), outcome.getText());
    }
    after.forEach((id, now) -> compare(id, before.get(id), now));
    before.forEach(
        (id, earlier) -> {
          if (!after.containsKey(id)) {
            assertPlanned(id, "was deleted");
          }
        });
    return outcome;
  }

  /** Applies the plan twice; the second time it writes nothing. */
  void runTwice() {
    history.endAllFailures();
    Objects.requireNonNull(run());
    int writes = history.zscaler.writes().size();
    CommandOutcome again = Objects.requireNonNull(run());
    assertEquals(writes, history.zscaler.writes().size(), again.getText());
  }

  private List<JsonNode> assertPlanned(@Nullable String key, String what) {
    List<JsonNode> planned = key == null ? null : steps.get(key);
    assertNotNull(planned, () -> key + " " + what + ", which is not in the plan " + plan);
    return planned;
  }

  private void compare(String id, @Nullable TargetObject earlier, TargetObject now) {
    if (earlier == null) {
      // Some products replace an account that is renamed.
      assertThat(steps.values().stream().flatMap(List::stream))
          .as(() -> now + " was created, which is not in the plan " + plan)
          .anyMatch(step -> step.path("id").asText().equals(now.owner()));
      return;
    }
    Set<String> joined = owners(now);
    joined.removeAll(owners(earlier));
    Set<String> left = owners(earlier);
    left.removeAll(owners(now));
    // A member without an account has left the group by that.
    left.retainAll(present());
    Set<String> changed = changed(earlier.attributes(), now.attributes());
    if (joined.isEmpty() && left.isEmpty() && changed.isEmpty()) {
      return;
    }
    for (JsonNode step : assertPlanned(id, "has changed")) {
      changed.removeAll(names(step.path("attributes")));
      joined.removeAll(ids(step.path("joining")));
      left.removeAll(ids(step.path("leaving")));
    }
    assertEquals(
        List.of(Set.of(), Set.of(), Set.of()),
        List.of(changed, joined, left),
        () -> "More was changed in " + id + " than the plan says: " + plan);
  }

  private Set<String> owners(TargetObject group) {
    return group.members().stream()
        .map(ownersByAccount::get)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> present() {
    return history.zscaler.users().stream().map(this::ownerOrId).collect(Collectors.toSet());
  }

  private String ownerOrId(ZscalerUser user) {
    return Objects.requireNonNullElse(history.owner(user), user.id());
  }

  /** The names of the changed attributes; the attributes of an extension are named one by one. */
  private static Set<String> changed(ObjectNode earlier, ObjectNode now) {
    Set<String> changed = new TreeSet<>();
    Set<String> names = new TreeSet<>();
    earlier.fieldNames().forEachRemaining(names::add);
    now.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      if (name.startsWith("urn:")) {
        changed(extension(earlier, name), extension(now, name)).forEach(n -> changed.add(n));
      } else if (!Objects.equals(earlier.get(name), now.get(name))) {
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

  private Map<String, TargetObject> target() {
    Map<String, TargetObject> current = new HashMap<>();
    for (ZscalerUser user : history.zscaler.users()) {
      ownersByAccount.put(user.id(), ownerOrId(user));
      current.put(user.id(), new TargetObject(history.owner(user), user.attributes(), Set.of()));
    }
    for (ZscalerGroup group : history.zscaler.groups()) {
      current.put(
          group.id(),
          new TargetObject(
              history.owner(group), group.attributes(), Set.copyOf(group.memberIds())));
    }
    return current;
  }
}
