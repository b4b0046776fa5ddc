package org.entrazscaler.entra;

import org.entrazscaler.graph.PageTrail;
import org.jspecify.annotations.Nullable;

/** A list of Graph that is being read page by page: where it goes on. Not thread-safe. */
abstract sealed class GraphList permits AssignmentList, DeltaRound {

  private final PageTrail trail;
  private @Nullable String next;

  /** Begins at a link; a round in which nothing changed may end with the delta link again. */
  GraphList(String first, @Nullable String deltaLink) {
    this.trail = new PageTrail(first, deltaLink);
    this.next = first;
  }

  /**
   * The next page to ask for.
   *
   * @return a link of Graph, or null after the last page
   */
  public final @Nullable String next() {
    return next;
  }

  /** From now on the next page is another one; null if there is none. */
  final void follow(@Nullable String link) {
    next = link;
  }

  /** What was followed since the first page. */
  final PageTrail trail() {
    return trail;
  }

  /** Whether a link was kept from an earlier cycle, so that Graph may no longer take it. */
  boolean kept(String link) {
    return false;
  }
}
