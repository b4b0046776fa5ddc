package org.entrazscaler.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a delta round. Exactly one of the links is there.
 *
 * @param changes in the order in which they came; may be empty on any page
 * @param nextLink where the round goes on, or null on its last page
 * @param deltaLink where the next round begins, or null while pages follow
 */
public record DeltaPage(
    List<DirectoryChange> changes, @Nullable String nextLink, @Nullable String deltaLink) {

  /** Checks that there is one link. */
  public DeltaPage {
    changes = List.copyOf(changes);
    if ((nextLink == null) == (deltaLink == null)) {
      throw new IllegalArgumentException(
          "A delta page has either a next link or a delta link: " + nextLink + ", " + deltaLink);
    }
  }
}
