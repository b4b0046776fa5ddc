package org.entrazscaler.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/**
 * The progress of reading all pages of a list. Continues by the number of received resources,
 * because a server may return fewer than requested. Not thread-safe.
 */
public final class PagedRead {

  /** Reading stops if the list grows to more than twice its size plus this number. */
  private static final int GROWTH = 1000;

  private final Set<String> ids = new HashSet<>();
  private int startIndex = 1;
  private int totalResults = -1;
  private int unreadable;
  private long maximum;
  private int pageSize;
  private boolean totalChanged;
  private boolean ended;

  /**
   * The start index of the next request.
   *
   * @return the index, counted from 1
   */
  public int startIndex() {
    return startIndex;
  }

  /**
   * Adds the next page.
   *
   * @param page the page
   */
  public void add(ListPage page) {
    totalChanged |= totalResults >= 0 && totalResults != page.totalResults();
    maximum = totalResults >= 0 ? maximum : 2L * page.totalResults() + GROWTH;
    totalResults = page.totalResults();
    pageSize = page.resources().size() + page.unreadable().size();
    startIndex += pageSize;
    int before = ids.size();
    Set<String> onPage = new HashSet<>();
    int duplicates = 0;
    for (ObjectNode resource : page.resources()) {
      String id = ScimAnswers.id(resource);
      ids.add(id);
      // A duplicate on one page counts twice in the total; one on two pages may hide another entry.
      duplicates += onPage.add(id) ? 0 : 1;
    }
    // A server that ignores startIndex always returns the same page.
    boolean anythingNew =
        ids.size() > before || (page.resources().isEmpty() && !page.unreadable().isEmpty());
    if (anythingNew) {
      unreadable += page.unreadable().size() + duplicates;
    }
    ended = !anythingNew || startIndex > totalResults || received() > maximum;
  }

  /**
   * Whether reading has ended: all entries were received, or a page contained nothing new.
   *
   * @return false before the first page
   */
  public boolean isEnded() {
    return ended;
  }

  /**
   * Whether resources may be missing: fewer were received than {@code totalResults} says, or that
   * number changed while reading, which moves resources across the borders of pages. No removal may
   * be based on such a read (terraform-provider-zpa #222).
   *
   * @return true also while reading has not ended
   */
  public boolean isPartial() {
    return !ended || totalChanged || received() < totalResults;
  }

  /**
   * The number of remaining pages, if they are as long as the last one.
   *
   * @return 0 before the first page and after the last one
   */
  public int remainingPages() {
    int remaining = totalResults - startIndex + 1;
    return ended || remaining <= 0 ? 0 : (remaining + pageSize - 1) / pageSize;
  }

  /**
   * The total number of resources according to the last page.
   *
   * @return -1 before the first page
   */
  public int totalResults() {
    return totalResults;
  }

  /**
   * The number of received entries: distinct resources, and unreadable entries.
   *
   * @return at least 0
   */
  public int received() {
    return ids.size() + unreadable;
  }
}
