package org.entrazscaler.review;

import static org.entrazscaler.text.ExpectedText.assertOutput;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.plan.Action;
import org.entrazscaler.write.Member;
import org.entrazscaler.write.PlannedIds;
import org.entrazscaler.write.Untouched;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The whole text and JSON of a plan. */
class PlanTextTest {

  private static final String SALT = "c2FsdHNhbHRzYWx0c2FsdA==";
  private static final String SHARED = "A warning for several.";

  private static PlannedStep step(
      ObjectType type,
      String name,
      Action action,
      boolean adopted,
      boolean held,
      List<PlannedValue> values,
      List<Member> joining,
      List<Member> leaving,
      String... warnings) {
    return new PlannedStep(
        type,
        name.toLowerCase(Locale.ROOT),
        name,
        action,
        "Because of " + name,
        adopted,
        held,
        action == Action.CREATE ? null : "t-" + name,
        values,
        joining,
        leaving,
        List.of(warnings));
  }

  private static PlannedStep step(ObjectType type, String name, Action action, boolean held) {
    return step(type, name, action, false, held, List.of(), List.of(), List.of());
  }

  private static PlannedValue value(String path, @Nullable Object before, @Nullable Object after) {
    return new PlannedValue(path, path.equals("title"), node(before), node(after));
  }

  private static @Nullable JsonNode node(@Nullable Object value) {
    return value == null
        ? null
        : value instanceof Boolean flag
            ? BooleanNode.valueOf(flag)
            : value instanceof JsonNode node ? node : TextNode.valueOf(value.toString());
  }

  private static SavedPlan plan(
      String product,
      @Nullable String underWay,
      List<PlannedStep> steps,
      List<Refusal> refused,
      @Nullable List<String> held,
      Untouched untouched) {
    return new SavedPlan(
        new Premise("tenant", "app", "https://scim.example.net/1/scim/v2", product),
        "2026-03-02T08:00:00.123Z",
        "initial",
        underWay,
        SALT,
        steps,
        refused,
        held,
        untouched);
  }

  private static SavedPlan full() {
    JsonNode manager =
        JsonNodeFactory.instance.objectNode().put("value", PlannedIds.forSource("ann"));
    return plan(
        "zia",
        "Cycle 3\u0007",
        List.of(
            step(
                ObjectType.USER,
                "Ann",
                Action.CREATE,
                false,
                false,
                List.of(
                    value("userName", null, "ann@example.com"),
                    value("title", null, "ab12"),
                    value("active", null, true)),
                List.of(),
                List.of(),
                "A warning for one."),
            step(
                ObjectType.USER,
                "Bob",
                Action.UPDATE,
                true,
                false,
                List.of(
                    value("urn:x:User:manager", "t-Eve", manager),
                    value("displayName", "Bobby", null)),
                List.of(),
                List.of(),
                SHARED),
            step(
                ObjectType.USER,
                "Cid",
                Action.UPDATE,
                true,
                false,
                List.of(),
                List.of(),
                List.of()),
            step(
                ObjectType.USER,
                "Eve",
                Action.UPDATE,
                false,
                false,
                List.of(value("displayName", "Ev", "Eve")),
                List.of(),
                List.of(),
                SHARED),
            step(ObjectType.USER, "Fay", Action.DISABLE, false),
            step(ObjectType.USER, "Gus", Action.DELETE, false),
            step(ObjectType.USER, "Hal", Action.DISABLE, true),
            step(
                ObjectType.GROUP,
                "Staff",
                Action.UPDATE,
                false,
                false,
                List.of(),
                List.of(new Member("ann", "Ann", PlannedIds.forSource("ann"))),
                List.of(new Member(null, "t-9", "t-9"), new Member("fay", "Fay", "t-Fay"))),
            step(ObjectType.GROUP, "Old", Action.EMPTY, false),
            step(ObjectType.GROUP, "Gone", Action.DELETE, false)),
        List.of(
            new Refusal(
                ObjectType.USER, "ivo", "Ivo", "EntryConflict", "It exists.", "Correct it.")),
        List.of("A safeguard would hold this."),
        new Untouched(List.of("admin@example.com"), List.of()));
  }

  @Test
  void everyKindOfStep() {
    assertOutput(PlanTextTest.class, "plan-full.txt", PlanText.write(full(), false));
    assertOutput(
        PlanTextTest.class,
        "plan-full-coloured.txt",
        PlanText.write(full(), true).replace('\u001b', '\u241b'));
  }

  @Test
  void theJsonForm() {
    String json = PlanJson.write(full());
    assertOutput(PlanTextTest.class, "plan-full.json", json);
    assertEquals(full(), PlanJson.read(json));
  }

  @Test
  void aWarningOnManyStepsNamesTheFirst() {
    List<PlannedStep> steps =
        IntStream.range(0, 6)
            .mapToObj(
                number ->
                    step(
                        ObjectType.USER,
                        "User" + number,
                        Action.UPDATE,
                        false,
                        false,
                        List.of(),
                        List.of(),
                        List.of(),
                        SHARED))
            .toList();
    SavedPlan plan =
        plan("zpa", null, steps, List.of(), List.of("A quarantine."), Untouched.UNKNOWN);
    assertOutput(PlanTextTest.class, "plan-warnings.txt", PlanText.write(plan, false));
  }

  @Test
  void nothingToWrite() {
    SavedPlan plan = plan("zidentity", null, List.of(), List.of(), null, Untouched.UNKNOWN);
    assertOutput(PlanTextTest.class, "plan-nothing.txt", PlanText.write(plan, false));
    assertOutput(PlanTextTest.class, "plan-nothing.json", PlanJson.write(plan));
  }
}
