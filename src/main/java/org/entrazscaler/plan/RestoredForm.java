package org.entrazscaler.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A restored value in the form of the target that no mapping can produce: the id of an account, or
 * elements of a list. It replaces a mapped value.
 */
sealed interface RestoredForm {

  /**
   * The value that the target should have.
   *
   * @param held its current value
   * @return null for no value
   */
  @Nullable JsonNode appliedTo(@Nullable JsonNode held);

  /**
   * A whole value, such as a reference to a manager.
   *
   * @param value the value in the target before the change that was undone
   */
  record Whole(JsonNode value) implements RestoredForm {
    @Override
    public JsonNode appliedTo(@Nullable JsonNode held) {
      return value;
    }
  }

  /**
   * A list to which values are only added: the elements that undo has removed stay out; the others
   * are added as usual.
   *
   * @param wanted the result of the mapping
   * @param undone the {@code value} of each removed element (RFC 7643 section 2.4)
   */
  record Without(ArrayNode wanted, Set<String> undone) implements RestoredForm {

    static Without of(ArrayNode wanted, @Nullable JsonNode undoneValue, @Nullable JsonNode before) {
      Set<String> undone = ids(undoneValue);
      undone.removeAll(ids(before));
      return new Without(wanted, undone);
    }

    /** Whether the mapping still produces what was undone, and nothing new. */
    boolean stillApplies(@Nullable JsonNode undoneValue) {
      Set<String> made = ids(wanted);
      return made.containsAll(undone) && ids(undoneValue).containsAll(made);
    }

    @Override
    public @Nullable JsonNode appliedTo(@Nullable JsonNode held) {
      ArrayNode left = JsonNodeFactory.instance.arrayNode();
      if (held != null) {
        held.forEach(left::add);
      }
      left.addAll(ValueChange.missingElements(held, wanted));
      ArrayNode kept = JsonNodeFactory.instance.arrayNode();
      left.forEach(
          element -> {
            if (!undone.contains(element.path("value").asText())) {
              kept.add(element);
            }
          });
      return kept.isEmpty() ? null : kept;
    }

    private static Set<String> ids(@Nullable JsonNode list) {
      Set<String> ids = new HashSet<>();
      if (list != null) {
        list.forEach(element -> ids.add(element.path("value").asText()));
      }
      return ids;
    }
  }
}
