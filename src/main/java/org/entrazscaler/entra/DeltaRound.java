package org.entrazscaler.entra;

import java.util.ArrayList;
import java.util.List;
import org.entrazscaler.graph.DeltaPage;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.ObjectType;
import org.jspecify.annotations.Nullable;

/**
 * The current round of a delta query, see the page "Use delta query to track changes in Microsoft
 * Graph data": a full round, or a round that begins at a stored link. It ends with a delta link.
 */
final class DeltaRound extends GraphList {

  /** Pages are stored when they have at least so many changes of objects and memberships. */
  private static final int MIN_CHANGES = 1_000;

  private final ObjectType type;
  private final @Nullable String storedLink;
  private final @Nullable GatheredChanges gathered;
  private final boolean resynced;
  private @Nullable String fullRoundLink;
  private final List<DirectoryChange> unstored = new ArrayList<>();
  private @Nullable DeltaPage lastPage;
  private int changeCount;

  private DeltaRound(
      ObjectType type,
      String first,
      @Nullable String deltaLink,
      @Nullable GatheredChanges gathered,
      boolean full,
      boolean resynced) {
    super(first, deltaLink);
    this.type = type;
    this.storedLink = full ? null : first;
    this.fullRoundLink = full ? first : null;
    this.gathered = gathered;
    this.resynced = resynced;
  }

  /**
   * A round that begins at a stored link.
   *
   * @param type users or groups
   * @param storedLink the delta link or next link
   * @param deltaLink the delta link of the last round; null if no round has ended yet
   * @param gathered takes the pages in an urgent pass; null if they go into the state
   */
  static DeltaRound from(
      ObjectType type,
      String storedLink,
      @Nullable String deltaLink,
      @Nullable GatheredChanges gathered) {
    return new DeltaRound(type, storedLink, deltaLink, gathered, false, false);
  }

  /**
   * A full round. The stored links are replaced only when its first page is read.
   *
   * @param type users or groups
   * @param first link to the first page
   * @param resynced whether it replaces a round whose link Graph no longer accepts
   */
  static DeltaRound full(ObjectType type, String first, boolean resynced) {
    return new DeltaRound(type, first, null, null, true, resynced);
  }

  ObjectType type() {
    return type;
  }

  /** Takes the pages in an urgent pass; null if they go into the state. */
  @Nullable GatheredChanges gathered() {
    return gathered;
  }

  /**
   * Whether a full round may replace this round. A full round is not replaced by another one, which
   * could go on for ever. An urgent pass never reads everything.
   */
  boolean canResync() {
    return !resynced && gathered == null;
  }

  /** Link to the first page of a full round, at the first call; null afterwards. */
  @Nullable String pollFullRoundLink() {
    String first = fullRoundLink;
    fullRoundLink = null;
    return first;
  }

  /**
   * Adds a page that is stored together with others: to store small pages is expensive, because the
   * ids of their objects are spread over the whole table.
   *
   * @return whether the pages must be stored now
   */
  boolean add(DeltaPage page) {
    lastPage = page;
    unstored.addAll(page.changes());
    for (DirectoryChange change : page.changes()) {
      changeCount += 1 + change.members().size();
    }
    return changeCount >= MIN_CHANGES || page.nextLink() == null;
  }

  /** Removes the pages that are not stored yet and returns them as one; null if there are none. */
  @Nullable DeltaPage pollUnstored() {
    DeltaPage page =
        lastPage == null
            ? null
            : new DeltaPage(unstored, lastPage.nextLink(), lastPage.deltaLink());
    unstored.clear();
    lastPage = null;
    changeCount = 0;
    return page;
  }

  @Override
  boolean isStoredLink(String link) {
    return link.equals(storedLink);
  }
}
