package org.entrazscaler.simulation.tenant;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The behaviour of the delta query that the documentation leaves open and a test can choose. At
 * first: 200 objects and 500 links on a page, no empty pages, no replays, no duplicates, the order
 * of the changes, no delay, tokens valid for 7 days, deleted objects in a first round, a restored
 * group with its members. Safe for use by several threads; a change takes effect with the next
 * round.
 */
public final class DeltaBehaviour {

  private volatile int objectsPerPage = 200;
  private volatile int linksPerPage = 500;
  private volatile boolean emptyPages;
  private volatile int replayed;
  private volatile boolean duplicates;
  private volatile @Nullable Long shuffle;
  private volatile int delayed;
  private volatile Duration tokenLifetime = Duration.ofDays(7);
  private volatile Resync resync = Resync.GONE_WITH_LOCATION;
  private volatile boolean deletedInFirstRound = true;
  private volatile boolean restoredGroupsBringMembers = true;

  DeltaBehaviour() {}

  /** Sets how many objects a page holds at most. */
  public DeltaBehaviour objectsPerPage(int objects) {
    objectsPerPage = positive(objects);
    return this;
  }

  /** Sets how many members and managers a page holds at most. */
  public DeltaBehaviour linksPerPage(int links) {
    linksPerPage = positive(links);
    return this;
  }

  /** Puts an empty page before each page that a link leads to. */
  public DeltaBehaviour emptyPages(boolean empty) {
    emptyPages = empty;
    return this;
  }

  /**
   * Makes each later round start this number of changes of the whole directory before its token.
   */
  public DeltaBehaviour replayedChanges(int changes) {
    replayed = changes;
    return this;
  }

  /** Makes each round deliver every third object twice. */
  public DeltaBehaviour duplicates(boolean twice) {
    duplicates = twice;
    return this;
  }

  /**
   * Delivers the objects of a round in a random order with this seed; null for the order of the
   * changes.
   */
  public DeltaBehaviour shuffled(@Nullable Long seed) {
    shuffle = seed;
    return this;
  }

  /** Leaves the last changes of the whole directory to a later round. */
  public DeltaBehaviour delayedChanges(int changes) {
    delayed = changes;
    return this;
  }

  /** Sets how long a delta token is valid. */
  public DeltaBehaviour tokenLifetime(Duration lifetime) {
    tokenLifetime = lifetime;
    return this;
  }

  /** Sets how an expired token is refused. */
  public DeltaBehaviour resync(Resync answer) {
    resync = answer;
    return this;
  }

  /** Sets whether a first round reports deleted objects, which its reader does not know. */
  public DeltaBehaviour deletedInFirstRound(boolean deleted) {
    deletedInFirstRound = deleted;
    return this;
  }

  /** Sets whether a restored Microsoft 365 group comes with all its members. */
  public DeltaBehaviour restoredGroupsBringMembers(boolean members) {
    restoredGroupsBringMembers = members;
    return this;
  }

  int objectsPerPage() {
    return objectsPerPage;
  }

  int linksPerPage() {
    return linksPerPage;
  }

  boolean emptyPages() {
    return emptyPages;
  }

  int replayedChanges() {
    return replayed;
  }

  boolean duplicates() {
    return duplicates;
  }

  @Nullable Long shuffle() {
    return shuffle;
  }

  int delayedChanges() {
    return delayed;
  }

  Duration tokenLifetime() {
    return tokenLifetime;
  }

  Resync resync() {
    return resync;
  }

  boolean deletedInFirstRound() {
    return deletedInFirstRound;
  }

  boolean restoredGroupsBringMembers() {
    return restoredGroupsBringMembers;
  }

  private static int positive(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("a page has at least 1 entry, not " + number);
    }
    return number;
  }
}
