package org.entrazscaler.review;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Origin;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.ValueChange;
import org.entrazscaler.write.Member;
import org.entrazscaler.write.Step;
import org.entrazscaler.write.Untouched;
import org.jspecify.annotations.Nullable;

/** An edited plan allows only the steps that it still contains. */
class AppliedPlanProperties {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String REDACTED = "title";
  private static final List<String> COMPARED = List.of("type", "id", "action", "adopted", "target");

  /** A change as it is planned now, and whether it adopts. */
  record Due(Change change, boolean adopts, List<Member> joining) {}

  /** Edits of a step in the file. */
  enum Editing {
    REMOVE,
    REPEAT,
    RENAME,
    OTHER_OBJECT,
    OTHER_ACTION,
    OTHER_TARGET,
    ADOPT,
    OTHER_BEFORE,
    OTHER_AFTER,
    OTHER_PATH,
    DROP_ATTRIBUTE,
    DROP_MEMBERS
  }

  record Edit(Editing editing, int step) {}

  @Provide
  Arbitrary<List<Due>> dues() {
    Arbitrary<@Nullable String> contents = Arbitraries.of("x", "y").injectNull(0.3);
    Arbitrary<List<ValueChange>> values =
        Combinators.combine(Arbitraries.of("displayName", REDACTED), contents, contents)
            .as((path, before, after) -> new ValueChange(path, text(before), text(after)))
            .list()
            .ofMaxSize(2)
            .uniqueElements(ValueChange::path);
    Arbitrary<Due> due =
        Combinators.combine(
                Arbitraries.of(ObjectType.values()),
                Arbitraries.of("a", "b", "c"),
                Arbitraries.of(Action.CREATE, Action.UPDATE, Action.DISABLE, Action.DELETE),
                Arbitraries.of("t1", "t2"),
                values,
                Arbitraries.of(true, false),
                Arbitraries.of("m1", "m2").list().ofMaxSize(2).uniqueElements())
            .as(AppliedPlanProperties::due);
    return due.list().ofMaxSize(5).uniqueElements(each -> each.change().key());
  }

  private static @Nullable JsonNode text(@Nullable String content) {
    return content == null ? null : TextNode.valueOf(content);
  }

  private static Due due(
      ObjectType type,
      String id,
      Action action,
      String target,
      List<ValueChange> values,
      boolean adopts,
      List<String> members) {
    Change change =
        new Change(
            new ObjectKey(type, id),
            id,
            action,
            "Because",
            true,
            true,
            false,
            1,
            action == Action.CREATE ? null : target,
            Origin.CREATED,
            JsonNodeFactory.instance.objectNode(),
            values);
    List<Member> joining =
        type == ObjectType.GROUP
            ? members.stream().map(member -> new Member(null, member, member)).toList()
            : List.of();
    return new Due(change, adopts && action == Action.UPDATE, joining);
  }

  @Provide
  Arbitrary<List<Edit>> edits() {
    return Combinators.combine(
            Arbitraries.of(Editing.values()), Arbitraries.integers().between(0, 4))
        .as(Edit::new)
        .list()
        .ofMaxSize(3);
  }

  @Property(tries = 2000)
  void anEditedStepMatchesNothing(@ForAll("dues") List<Due> dues, @ForAll("edits") List<Edit> edits)
      throws Exception {
    ObjectNode file = (ObjectNode) MAPPER.readTree(PlanJson.write(plan(dues)));
    List<JsonNode> planned = new ArrayList<>();
    file.path("steps").forEach(step -> planned.add(step.deepCopy()));
    ArrayNode steps = (ArrayNode) file.path("steps");
    edits.forEach(edit -> edit(steps, edit));
    AppliedPlan appliedPlan;
    try {
      appliedPlan = new AppliedPlan(PlanJson.read(file.toString()));
    } catch (PlanException e) {
      return;
    }

    for (int i = 0; i < dues.size(); i++) {
      Due due = dues.get(i);
      boolean expected = contains(steps, planned.get(i)) || changesMembersOnly(steps, due);
      assertEquals(
          expected,
          appliedPlan.allows(due.change(), due.adopts()),
          () -> due + " by " + steps.toPrettyString());
      if (due.change().group()) {
        assertEquals(joining(steps, due), appliedPlan.joining(due.change().key()));
      }
    }
  }

  private static SavedPlan plan(List<Due> dues) {
    return SavedPlan.of(
        new Premise("tenant", "app", "https://zscaler.example", "zia"),
        Instant.EPOCH,
        "incremental",
        null,
        dues.stream().map(AppliedPlanProperties::step).toList(),
        type -> Set.of(REDACTED),
        List.of(),
        null,
        Untouched.UNKNOWN);
  }

  private static Step step(Due due) {
    Change change = due.change();
    return new Step(
        change.key(),
        change.name(),
        change.action(),
        change.reason(),
        false,
        due.adopts(),
        change.targetId(),
        change.values(),
        due.joining(),
        List.of(),
        List.of());
  }

  // --- edits --------------------------------------------------------------------------------

  private static void edit(ArrayNode steps, Edit edit) {
    if (edit.step() >= steps.size()) {
      return;
    }
    ObjectNode step = (ObjectNode) steps.get(edit.step());
    switch (edit.editing()) {
      case REMOVE -> steps.remove(edit.step());
      case REPEAT -> steps.add(step.deepCopy());
      case RENAME -> step.put("name", "Somebody else").put("reason", "For fun");
      case OTHER_OBJECT -> step.put("id", "b");
      case OTHER_ACTION -> step.put("action", "disable");
      case OTHER_TARGET -> step.put("target", "t2");
      case ADOPT -> step.put("adopted", true);
      case OTHER_BEFORE -> attribute(step, "before", "y");
      case OTHER_AFTER -> attribute(step, "after", "y");
      case OTHER_PATH -> attribute(step, "path", "nickName");
      case DROP_ATTRIBUTE -> ((ArrayNode) step.path("attributes")).remove(0);
      case DROP_MEMBERS -> ((ArrayNode) step.path("joining")).removeAll();
    }
  }

  private static void attribute(ObjectNode step, String member, String content) {
    if (step.path("attributes").get(0) instanceof ObjectNode attribute) {
      attribute.put(member, content);
    }
  }

  // --- the edited file ----------------------------------------------------------------------

  private static boolean contains(ArrayNode steps, JsonNode planned) {
    for (JsonNode step : steps) {
      if (COMPARED.stream().allMatch(name -> step.get(name).equals(planned.get(name)))
          && all(step, "attributes").equals(all(planned, "attributes"))) {
        return true;
      }
    }
    return false;
  }

  /** Members that join or leave a group are compared one by one. */
  private static boolean changesMembersOnly(ArrayNode steps, Due due) {
    return due.change().group()
        && due.change().action() == Action.UPDATE
        && due.change().values().isEmpty()
        && !due.adopts()
        && !joining(steps, due).isEmpty();
  }

  private static Set<String> joining(ArrayNode steps, Due due) {
    Set<String> members = new HashSet<>();
    for (JsonNode step : steps) {
      if (step.path("type").asText().equals("group")
          && step.path("id").asText().equals(due.change().key().id())) {
        step.path("joining").forEach(member -> members.add(member.path("targetId").asText()));
      }
    }
    return members;
  }

  private static Set<JsonNode> all(JsonNode step, String list) {
    Set<JsonNode> all = new HashSet<>();
    step.path(list).forEach(all::add);
    return all;
  }
}
