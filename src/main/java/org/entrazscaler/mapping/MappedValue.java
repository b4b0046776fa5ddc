package org.entrazscaler.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one row for one object.
 *
 * @param row the row
 * @param value String, Boolean, Long or a list of strings; null if the source is empty: then
 *     nothing is sent, or with {@link MappingRow#clear} the removal
 * @param ignored whether {@code IgnoreFlowIfNullOrEmpty} drops the attribute; then neither a
 *     default nor a removal is sent
 * @param candidates the candidates of {@code SelectUniqueValue} in the order of its rules; until
 *     Zscaler has said which one is free, the value is the first of them. Empty for every other
 *     source
 */
public record MappedValue(
    MappingRow row, @Nullable Object value, boolean ignored, List<String> candidates) {

  /** Copies the list. */
  public MappedValue {
    candidates = List.copyOf(candidates);
  }

  /**
   * The result with the candidate that is free in Zscaler.
   *
   * @param free one of the candidates
   * @return the same row with this value and without candidates
   */
  public MappedValue withFreeValue(String free) {
    return new MappedValue(row, free, false, List.of());
  }

  /**
   * The value that is sent when the object is created.
   *
   * @return {@link #value}, or the default of the row if the source is empty (null or an empty
   *     text); null if nothing is sent
   */
  public @Nullable Object valueOnCreation() {
    boolean empty = value == null || "".equals(value);
    return empty && !ignored && row.defaultValue() != null ? row.defaultValue() : value;
  }

  /**
   * Whether an existing value in Zscaler is removed.
   *
   * @return true if the source is empty and the row has the option {@code clear}
   */
  public boolean isRemoval() {
    return value == null && !ignored && row.clear();
  }
}
