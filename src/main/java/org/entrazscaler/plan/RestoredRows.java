package org.entrazscaler.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.entrazscaler.mapping.MappedObject;
import org.entrazscaler.mapping.MappedValue;
import org.entrazscaler.mapping.MappingRow;
import org.entrazscaler.scim.schema.ScimPath;
import org.jspecify.annotations.Nullable;

/**
 * A mapped object in which restored values replace the values of the mapping, as long as the
 * mapping produces the same values as when they were undone.
 *
 * @param mapped what the target should contain
 * @param kept the restored values that stay in force
 * @param released the restored values that end, because the mapping produces something else now
 */
public record RestoredRows(
    MappedObject mapped, List<RestoredValue> kept, List<RestoredValue> released) {

  /** Copies the lists. */
  public RestoredRows {
    kept = List.copyOf(kept);
    released = List.copyOf(released);
  }

  static RestoredRows of(ValueComparison values, MappedObject mapped, List<RestoredValue> held) {
    MappedObject replaced = mapped;
    List<RestoredValue> kept = new ArrayList<>();
    List<RestoredValue> released = new ArrayList<>();
    for (RestoredValue value : held) {
      if (value.path().equals(RestoredValue.OBJECT)) {
        continue;
      }
      MappedValue row = mapped.value(ScimPath.parse(value.path())).orElse(null);
      if (row == null) {
        continue;
      }
      MappedValue restored = restored(values, row, value);
      if (restored != null) {
        kept.add(value);
        replaced = replaced.withValue(restored);
      } else {
        released.add(value);
      }
    }
    return new RestoredRows(replaced, kept, released);
  }

  /** The row with the restored value; null if the mapping produces something else now. */
  private static @Nullable MappedValue restored(
      ValueComparison values, MappedValue mapped, RestoredValue held) {
    MappingRow row = mapped.row();
    if (row.isAdditive() && values.toJson(mapped) instanceof ArrayNode made) {
      RestoredForm.Without without = RestoredForm.Without.of(made, held.undone(), held.restored());
      return without.stillApplies(held.undone())
          ? new MappedValue(row, without, false, List.of())
          : null;
    }
    if (!values.produces(mapped, held.undone())) {
      return null;
    }
    JsonNode value = held.restored();
    if (value == null) {
      return new MappedValue(row.withClear(), null, false, List.of());
    }
    Object plain = row.isReference() ? null : plain(value);
    return new MappedValue(
        row, plain == null ? new RestoredForm.Whole(value) : plain, false, List.of());
  }

  private static @Nullable Object plain(JsonNode value) {
    if (value.isTextual()) {
      return value.textValue();
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (value.isIntegralNumber()) {
      return value.longValue();
    }
    if (value.isArray()) {
      List<String> texts = new ArrayList<>();
      for (JsonNode element : value) {
        if (!element.isTextual()) {
          return null;
        }
        texts.add(Objects.requireNonNull(element.textValue()));
      }
      return texts;
    }
    return null;
  }

  /** The reason for the log. */
  Decision.Nothing undoReason() {
    return new Decision.Nothing(
        "Undone by cycle "
            + kept.get(0).cycleId()
            + " and kept until it changes in Entra: "
            + String.join(", ", kept.stream().map(RestoredRows::name).toList())
            + ".",
        "HeldByUndo");
  }

  private static String name(RestoredValue value) {
    return value.path().substring(value.path().lastIndexOf(':') + 1);
  }

  /**
   * Adds the reason to a decision that changes nothing.
   *
   * @param decision the decision for {@link #mapped}
   */
  public Decision withUndoReason(Decision decision) {
    return decision instanceof Decision.Nothing nothing
            && nothing.code().isEmpty()
            && !kept.isEmpty()
        ? undoReason()
        : decision;
  }
}
