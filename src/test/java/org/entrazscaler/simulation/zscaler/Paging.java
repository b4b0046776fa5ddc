package org.entrazscaler.simulation.zscaler;

import de.captaingoldfish.scim.sdk.common.constants.enums.SortOrder;
import de.captaingoldfish.scim.sdk.common.schemas.SchemaAttribute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Selects a page of a {@link Table}. */
final class Paging {

  private Paging() {}

  /** The rows of one page, and the total that the list reports. */
  record Page<T extends Stored>(List<T> rows, long totalResults) {}

  /**
   * The page. Without a filter {@code ids} is null; then hidden rows are counted but not shown
   * (terraform-provider-zpa #222).
   */
  static <T extends Stored> Page<T> page(
      Table<T> table,
      @Nullable Set<String> ids,
      long startIndex,
      int count,
      @Nullable SchemaAttribute sortBy,
      @Nullable SortOrder sortOrder) {
    List<T> rows;
    if (ids == null) {
      rows = table.visible();
    } else {
      rows = new ArrayList<>(ids.size());
      for (String id : ids) {
        T row = table.byId(id);
        if (row != null) {
          rows.add(row);
        }
      }
    }
    long total = ids == null ? table.size() : rows.size();
    if (sortBy != null) {
      Comparator<T> order =
          Comparator.comparing(
              (T row) -> row.attributes.path(sortBy.getName()).asText(),
              String.CASE_INSENSITIVE_ORDER);
      rows = new ArrayList<>(rows);
      rows.sort(sortOrder == SortOrder.DESCENDING ? order.reversed() : order);
    }
    int from = (int) Math.min(startIndex - 1, rows.size());
    int to = (int) Math.min((long) from + count, rows.size());
    return new Page<>(rows.subList(from, to), total);
  }
}
