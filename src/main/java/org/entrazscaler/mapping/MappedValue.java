package org.entrazscaler.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one row makes of one object.
 *
 * @param row the row
 * @param value String, Boolean, Long or a list of strings; null when the source is empty: nothing
 *     is sent then, or the removal if {@link MappingRow#clear}
 * @param ignored whether {@code IgnoreFlowIfNullOrEmpty} keeps the attribute out of the request;
 *     then neither a default nor a removal is sent
 * @param candidates what {@code SelectUniqueValue} offers, in the order of its rules; the value is
 *     the first of them until the target has told which is free. Empty for every other source
 */
public record MappedValue(
    MappingRow row, @Nullable Object value, boolean ignored, List<String> candidates) {

  /** Copies the list. */
  public MappedValue {
    candidates = List.copyOf(candidates);
  }

  /**
   * The value that is left when the target has told which is free.
   *
   * @param free one of the candidates
   * @return the same row with this value alone
   */
  public MappedValue chosen(String free) {
    return new MappedValue(row, free, false, List.of());
  }

  /**
   * The value to create an object with.
   *
   * @return {@link #value}, or the row's default where the source is empty (null or an empty text);
   *     null if nothing is to be sent
   */
  public @Nullable Object valueOnCreation() {
    boolean empty = value == null || "".equals(value);
    return empty && !ignored && row.defaultValue() != null ? row.defaultValue() : value;
  }

  /**
   * Whether an existing value of the target is to be removed.
   *
   * @return true if the source is empty and the row says {@code clear}
   */
  public boolean isRemoval() {
    return value == null && !ignored && row.clear();
  }
}
