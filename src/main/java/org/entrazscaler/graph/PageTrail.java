package org.entrazscaler.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.entrazscaler.text.AnswerText;
import org.jspecify.annotations.Nullable;

/**
 * The links that were followed to read one list, and a fingerprint of the entries. It detects a
 * list that does not end: Graph has been seen to answer with a link to the same page, with a link
 * to an earlier page, and with the same page under ever new links
 * (microsoftgraph/microsoft-graph-docs #4897, microsoftgraph/msgraph-sdk-dotnet #2108,
 * microsoftgraph/microsoft-graph-docs-contrib #7311). Empty pages, repeated pages and repeated
 * entries are documented; they are accepted as long as new entries follow. The memory for the
 * entries is constant, at most 2 MiB. Not thread-safe.
 */
public final class PageTrail {

  /** After so many empty pages in a row, the list does not end. */
  private static final int MAX_EMPTY_PAGES = 100;

  /** A page with only known entries counts as so many empty pages. */
  private static final int KNOWN_PAGE_WEIGHT = 10;

  private static final int HASH_BITS = 24;

  private final Set<String> followed = new HashSet<>();
  private final BitSet entries = new BitSet();
  private final @Nullable String lastDeltaLink;
  private int pagesWithoutNew;

  /**
   * Creates the trail of a list before its first page is read.
   *
   * @param first link to the first page
   * @param deltaLink the delta link of the last round, or null; a round in which nothing has
   *     changed may end with the same one
   */
  public PageTrail(String first, @Nullable String deltaLink) {
    this.lastDeltaLink = deltaLink;
    followed.add(first);
  }

  /**
   * Notes a page.
   *
   * @param page the answer
   * @param nextLink the link to the next page, or null on the last page
   * @param deltaLink the link for the next round, or null
   * @throws GraphAnswerException if a link was followed before, or if too many pages in a row have
   *     no new entries. Nothing may then be concluded from the list. The message contains the
   *     address without its query, which contains a token
   */
  public void follow(JsonNode page, @Nullable String nextLink, @Nullable String deltaLink) {
    if (deltaLink != null && !deltaLink.equals(lastDeltaLink) && followed.contains(deltaLink)) {
      throw endless(deltaLink, "the link for the next round was followed in this round");
    }
    if (nextLink == null) {
      return;
    }
    if (!followed.add(nextLink)) {
      throw endless(nextLink, "it leads to a page that was read before");
    }
    JsonNode listed = page.path("value");
    pagesWithoutNew =
        hasNewEntry(listed) ? 0 : pagesWithoutNew + (listed.isEmpty() ? 1 : KNOWN_PAGE_WEIGHT);
    if (pagesWithoutNew >= MAX_EMPTY_PAGES) {
      throw endless(nextLink, "page after page contains nothing new");
    }
  }

  private boolean hasNewEntry(JsonNode listed) {
    boolean isNew = false;
    for (JsonNode entry : listed) {
      // Not the hash of the JSON object: it is a sum in which equal values cancel each other out.
      int hash = entry.toString().hashCode() * 0x9E3779B9 >>> Integer.SIZE - HASH_BITS;
      isNew |= !entries.get(hash);
      entries.set(hash);
    }
    return isNew;
  }

  private static GraphAnswerException endless(String link, String reason) {
    return new GraphAnswerException(
        "The list of Microsoft Graph at %s does not end: %s. Nothing is concluded from it; the next cycle reads it anew"
            .formatted(AnswerText.of(link.split("\\?", 2)[0]), reason));
  }
}
