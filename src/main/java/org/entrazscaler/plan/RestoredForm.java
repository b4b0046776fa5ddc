package org.entrazscaler.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What undo restored, in the target's own form, because no mapping can make it: the id of an
 * account, or elements of a list. It stands in the place of a mapped value.
 */
sealed interface RestoredForm {

  /**
   * What the target is to hold.
   *
   * @param held what it holds
   * @return null for nothing
   */
  @Nullable JsonNode appliedTo(@Nullable JsonNode held);

  /**
   * A whole value, such as a reference to a manager.
   *
   * @param value as the target held it before what was undone
   */
  record Whole(JsonNode value) implements RestoredForm {
    @Override
    public JsonNode appliedTo(@Nullable JsonNode held) {
      return value;
    }
  }

  /**
   * A list to which values are only added: what undo took out of it stays out, and the others are
   * treated as ever.
   *
   * @param wanted what the mapping makes
   * @param undone what was taken out: the {@code value} of each element (RFC 7643 section 2.4)
   */
  record Without(ArrayNode wanted, Set<String> undone) implements RestoredForm {

    static Without of(ArrayNode wanted, @Nullable JsonNode wish, @Nullable JsonNode before) {
      Set<String> undone = ids(wish);
      undone.removeAll(ids(before));
      return new Without(wanted, undone);
    }

    /** Whether the mapping still makes what was undone, and nothing that was not there then. */
    boolean stillApplies(@Nullable JsonNode wish) {
      Set<String> made = ids(wanted);
      return made.containsAll(undone) && ids(wish).containsAll(made);
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
