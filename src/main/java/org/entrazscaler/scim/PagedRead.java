package org.entrazscaler.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/**
 * The progress of reading all pages of a list. Goes on by the number of resources received, because
 * a server may put fewer on a page than were asked for. Not thread-safe.
 */
public final class PagedRead {

  /** A list that grows by more than itself and this while it is read is not read to its end. */
  private static final int GROWTH = 1000;

  private final Set<String> ids = new HashSet<>();
  private int startIndex = 1;
  private int totalResults = -1;
  private int besides;
  private long most;
  private int pageSize;
  private boolean totalChanged;
  private boolean ended;

  /**
   * The index to ask for next.
   *
   * @return counted from 1
   */
  public int startIndex() {
    return startIndex;
  }

  /**
   * Takes note of the page that was asked for.
   *
   * @param page the answer
   */
  public void received(ListPage page) {
    totalChanged |= totalResults >= 0 && totalResults != page.totalResults();
    most = totalResults >= 0 ? most : 2L * page.totalResults() + GROWTH;
    totalResults = page.totalResults();
    pageSize = page.resources().size() + page.unreadable().size();
    startIndex += pageSize;
    int before = ids.size();
    Set<String> onPage = new HashSet<>();
    int twice = 0;
    for (ObjectNode resource : page.resources()) {
      String id = ScimAnswers.id(resource);
      ids.add(id);
      // Twice on one page it stands for two of the total; on two pages, another one may be missed.
      twice += onPage.add(id) ? 0 : 1;
    }
    // A server that ignores startIndex sends the same page for ever.
    boolean anythingNew =
        ids.size() > before || (page.resources().isEmpty() && !page.unreadable().isEmpty());
    if (anythingNew) {
      besides += page.unreadable().size() + twice;
    }
    ended = !anythingNew || startIndex > totalResults || received() > most;
  }

  /**
   * Whether there is nothing more to ask for: all were received, or a page brought nothing new.
   *
   * @return false before the first page
   */
  public boolean isEnded() {
    return ended;
  }

  /**
   * Whether resources may be missing from what was read: fewer came than {@code totalResults} says,
   * or that number changed in between, which moves resources across the borders of pages. Nothing
   * may be taken away on the strength of such a read (terraform-provider-zpa #222).
   *
   * @return true also while the read has not ended
   */
  public boolean isPartial() {
    return !ended || totalChanged || received() < totalResults;
  }

  /**
   * How many more pages there are, if they are as long as the last one.
   *
   * @return 0 before the first page and after the last
   */
  public int remainingPages() {
    int remaining = totalResults - startIndex + 1;
    return ended || remaining <= 0 ? 0 : (remaining + pageSize - 1) / pageSize;
  }

  /**
   * How many resources there are, as the last page said.
   *
   * @return -1 before the first page
   */
  public int totalResults() {
    return totalResults;
  }

  /**
   * How many entries were received: different resources, and entries that are none.
   *
   * @return at least 0
   */
  public int received() {
    return ids.size() + besides;
  }
}
