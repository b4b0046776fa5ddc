package org.entrazscaler.entra;

import org.entrazscaler.graph.PageTrail;
import org.jspecify.annotations.Nullable;

/**
 * A list of Graph that is being read page by page, with the link to the next page. Not thread-safe.
 */
abstract sealed class GraphList permits AssignmentList, DeltaRound {

  private final PageTrail trail;
  private @Nullable String next;

  /**
   * A list without pages.
   *
   * @param first link to the first page
   * @param deltaLink delta link of the last round, or null; a round in which nothing has changed
   *     may end with the same one
   */
  GraphList(String first, @Nullable String deltaLink) {
    this.trail = new PageTrail(first, deltaLink);
    this.next = first;
  }

  /** The link to the next page; null after the last page. */
  public final @Nullable String next() {
    return next;
  }

  /** Sets the link to the next page; null if there is none. */
  final void setNext(@Nullable String link) {
    next = link;
  }

  /** The links that were followed since the first page. */
  final PageTrail trail() {
    return trail;
  }

  /** Whether a link was stored by an earlier cycle, so that Graph may no longer accept it. */
  boolean isStoredLink(String link) {
    return false;
  }
}
