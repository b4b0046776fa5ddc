package org.entrazscaler.entra;

import java.util.ArrayList;
import java.util.List;
import org.entrazscaler.graph.DeltaPage;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.ObjectType;
import org.jspecify.annotations.Nullable;

/**
 * One round of a delta query under way, see the page "Use delta query to track changes in Microsoft
 * Graph data": from a link that was kept, or over everything, to the next delta link.
 */
final class DeltaRound extends GraphList {

  /** So many changes of objects and memberships are stored in one transaction at least. */
  private static final int ENOUGH = 1_000;

  private final ObjectType type;
  private final @Nullable String kept;
  private final @Nullable GatheredChanges gathered;
  private final boolean resynced;
  private @Nullable String restart;
  private final List<DirectoryChange> read = new ArrayList<>();
  private @Nullable DeltaPage last;
  private int size;

  private DeltaRound(
      ObjectType type,
      String first,
      @Nullable String deltaLink,
      @Nullable GatheredChanges gathered,
      boolean everything,
      boolean resynced) {
    super(first, deltaLink);
    this.type = type;
    this.kept = everything ? null : first;
    this.restart = everything ? first : null;
    this.gathered = gathered;
    this.resynced = resynced;
  }

  /**
   * A round that goes on from a link that was kept.
   *
   * @param type users or groups
   * @param kept the link
   * @param deltaLink with which the round before has ended; null if it was over everything
   * @param gathered where its pages go beside a cycle; null if they go into the state
   */
  static DeltaRound from(
      ObjectType type,
      String kept,
      @Nullable String deltaLink,
      @Nullable GatheredChanges gathered) {
    return new DeltaRound(type, kept, deltaLink, gathered, false, false);
  }

  /**
   * A round over everything. What was kept is given up only once its first page is there.
   *
   * @param type users or groups
   * @param first where it begins
   * @param resynced whether it is in the place of a round whose link Graph no longer takes
   */
  static DeltaRound overEverything(ObjectType type, String first, boolean resynced) {
    return new DeltaRound(type, first, null, null, true, resynced);
  }

  ObjectType type() {
    return type;
  }

  /** Where it goes beside a cycle; null if it goes into the state. */
  @Nullable GatheredChanges gathered() {
    return gathered;
  }

  /**
   * Whether Graph may ask for a round over everything instead. Asked for it twice in a row it would
   * be asked for ever; and beside a cycle nothing is read whole.
   */
  boolean mayResync() {
    return !resynced && gathered == null;
  }

  /** Where the round over everything began, once: with its first page; null otherwise. */
  @Nullable String takeRestart() {
    String first = restart;
    restart = null;
    return first;
  }

  /**
   * Keeps a page until it is stored with others: small pages cost the state much, because the ids
   * of their objects are spread over all of it.
   *
   * @param page the page that follows
   * @return whether the pages are to be stored now
   */
  boolean add(DeltaPage page) {
    last = page;
    read.addAll(page.changes());
    for (DirectoryChange change : page.changes()) {
      size += 1 + change.members().size();
    }
    return size >= ENOUGH || page.nextLink() == null;
  }

  /** The pages that are not stored yet, as one page; null if there are none. */
  @Nullable DeltaPage takeRead() {
    DeltaPage page = last == null ? null : new DeltaPage(read, last.nextLink(), last.deltaLink());
    read.clear();
    last = null;
    size = 0;
    return page;
  }

  @Override
  boolean kept(String link) {
    return link.equals(kept);
  }
}
