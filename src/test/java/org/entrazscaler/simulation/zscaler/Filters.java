package org.entrazscaler.simulation.zscaler;

import de.captaingoldfish.scim.sdk.common.constants.ScimType;
import de.captaingoldfish.scim.sdk.common.constants.enums.Comparator;
import de.captaingoldfish.scim.sdk.common.exceptions.BadRequestException;
import de.captaingoldfish.scim.sdk.server.filter.AndExpressionNode;
import de.captaingoldfish.scim.sdk.server.filter.AttributeExpressionLeaf;
import de.captaingoldfish.scim.sdk.server.filter.FilterNode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * The filters that Zscaler documents: {@code eq} on the matching attributes, {@code and}, and
 * {@code meta.lastModified gt} (Understanding SCIM). The library parses them, and the indexes find
 * the rows. Every other filter is refused with 400 invalidFilter.
 */
final class Filters {

  private Filters() {}

  /** The ids of the matching rows, in no particular order. */
  static <T extends Stored> Set<String> ids(
      FilterNode filter, Table<T> table, Function<String, Set<String>> groupsOfMember) {
    if (filter instanceof AndExpressionNode and) {
      Set<String> both = new LinkedHashSet<>(ids(and.getLeftNode(), table, groupsOfMember));
      both.retainAll(ids(and.getRightNode(), table, groupsOfMember));
      return both;
    }
    if (filter instanceof AttributeExpressionLeaf leaf) {
      String attribute = leaf.getSchemaAttribute().getScimNodeName();
      if (leaf.getComparator() == Comparator.EQ && leaf.getValue() != null) {
        if (table.indexed(attribute)) {
          return table.idsOf(attribute, leaf.getValue());
        }
        if (attribute.equals("members.value")) {
          return groupsOfMember.apply(leaf.getValue());
        }
      }
      if (leaf.getComparator() == Comparator.GT && attribute.equals("meta.lastModified")) {
        return modifiedAfter(leaf, table);
      }
    }
    throw new BadRequestException(
        "The filter '" + filter + "' is not supported", ScimType.RFC7644.INVALID_FILTER);
  }

  private static <T extends Stored> Set<String> modifiedAfter(
      AttributeExpressionLeaf leaf, Table<T> table) {
    Instant bound =
        leaf.getDateTime()
            .orElseThrow(
                () ->
                    new BadRequestException(
                        "'" + leaf.getValue() + "' is not a date",
                        ScimType.RFC7644.INVALID_FILTER));
    Set<String> found = new LinkedHashSet<>();
    for (T row : table.rows()) {
      if (row.modified.isAfter(bound)) {
        found.add(row.id);
      }
    }
    return found;
  }
}
