package org.entrazscaler.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.ValueChange;
import org.entrazscaler.write.PlannedIds;
import org.jspecify.annotations.Nullable;

/** Compares a planned change with a step of a saved plan. Immutable. */
final class StepComparison {

  private final Fingerprints fingerprints;

  StepComparison(Fingerprints fingerprints) {
    this.fingerprints = fingerprints;
  }

  /**
   * How a planned change differs from a step.
   *
   * @param accounts returns the account of an Entra user that was only planned then, or null
   * @return the end of a sentence that begins with the object's name; null if they are equal
   */
  @Nullable String difference(
      PlannedStep step, Change change, boolean adopted, UnaryOperator<@Nullable String> accounts) {
    if (step.action() != change.action()) {
      return "was to be changed by "
          + step.action().word()
          + ", and is now to be changed by "
          + change.action().word();
    }
    if (step.adopted() != adopted) {
      return adopted
          ? "is now to be adopted, but was not in the plan"
          : "was to be adopted, but is no longer";
    }
    String target = step.target() == null ? null : resolve(step.target(), accounts);
    if (!Objects.equals(target, change.targetId())) {
      return "now has another object in Zscaler";
    }
    List<String> different =
        disablesOnly(step, change) ? List.of() : attributes(step, change, accounts);
    return different.isEmpty()
        ? null
        : "is no longer to be changed as planned: " + String.join(", ", different);
  }

  /** Whether a change is the part of a step that only disables the account. */
  private static boolean disablesOnly(PlannedStep step, Change change) {
    return change.action() == Action.DISABLE
        && change.values().stream().allMatch(ValueChange::removesAccess)
        && step.attributes().stream()
            .map(PlannedValue::path)
            .collect(Collectors.toSet())
            .containsAll(change.values().stream().map(ValueChange::path).toList());
  }

  private List<String> attributes(
      PlannedStep step, Change change, UnaryOperator<@Nullable String> accounts) {
    Map<String, PlannedValue> planned = new LinkedHashMap<>();
    step.attributes().forEach(value -> planned.put(value.path(), value));
    List<String> different = new ArrayList<>();
    for (ValueChange now : change.values()) {
      PlannedValue value = planned.remove(now.path());
      if (value == null
          || !isSame(value, value.before(), now.before(), accounts)
          || !isSame(value, value.after(), now.after(), accounts)) {
        different.add(shortName(now.path()));
      }
    }
    planned.keySet().forEach(path -> different.add(shortName(path)));
    return different;
  }

  /** Whether an object with these values needs none of the step's changes. */
  boolean isFulfilled(
      PlannedStep step, ObjectNode values, UnaryOperator<@Nullable String> accounts) {
    return step.attributes().stream()
        .allMatch(value -> isSame(value, value.after(), values.get(value.path()), accounts));
  }

  private boolean isSame(
      PlannedValue value,
      @Nullable JsonNode planned,
      @Nullable JsonNode now,
      UnaryOperator<@Nullable String> accounts) {
    if (planned == null || now == null) {
      return planned == now;
    }
    return value.redacted()
        ? planned.asText().equals(fingerprints.fingerprint(now))
        : resolve(planned, accounts).equals(now);
  }

  /** Replaces planned accounts in a value by the accounts that were created since. */
  static JsonNode resolve(JsonNode value, UnaryOperator<@Nullable String> accounts) {
    if (value instanceof ObjectNode object) {
      ObjectNode resolved = JsonNodeFactory.instance.objectNode();
      object
          .properties()
          .forEach(field -> resolved.set(field.getKey(), resolve(field.getValue(), accounts)));
      return resolved;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode resolved = JsonNodeFactory.instance.arrayNode();
      array.forEach(element -> resolved.add(resolve(element, accounts)));
      return resolved;
    }
    return value.isTextual() ? TextNode.valueOf(resolve(value.textValue(), accounts)) : value;
  }

  private static String resolve(String id, UnaryOperator<@Nullable String> accounts) {
    return PlannedIds.sourceId(id).flatMap(s -> Optional.ofNullable(accounts.apply(s))).orElse(id);
  }

  private static String shortName(String path) {
    return path.substring(path.lastIndexOf(':') + 1);
  }
}
