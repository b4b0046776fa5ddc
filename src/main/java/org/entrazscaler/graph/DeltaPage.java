package org.entrazscaler.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a round of a delta query. It has exactly one of the two links.
 *
 * @param changes in Graph's order; may be empty on any page
 * @param nextLink the link to the next page, or null on the last page
 * @param deltaLink the link for the next round, or null if another page follows
 */
public record DeltaPage(
    List<DirectoryChange> changes, @Nullable String nextLink, @Nullable String deltaLink) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is not exactly one link
   */
  public DeltaPage {
    changes = List.copyOf(changes);
    if ((nextLink == null) == (deltaLink == null)) {
      throw new IllegalArgumentException(
          "A delta page has either a next link or a delta link: " + nextLink + ", " + deltaLink);
    }
  }
}
