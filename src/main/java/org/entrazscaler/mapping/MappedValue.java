package org.entrazscaler.mapping;

import org.jspecify.annotations.Nullable;

/**
 * What one row makes of one object.
 *
 * @param row the row
 * @param value String, Boolean, Long or a list of strings; null when the source is empty: nothing
 *     is sent then, or the removal if {@link MappingRow#clear}
 * @param ignored whether {@code IgnoreFlowIfNullOrEmpty} keeps the attribute out of the request;
 *     then neither a default nor a removal is sent
 */
public record MappedValue(MappingRow row, @Nullable Object value, boolean ignored) {

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
