package org.entrazscaler.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.entrazscaler.text.AnswerText;
import org.jspecify.annotations.Nullable;

/**
 * The links that one reading of a list has followed, and what their pages have brought. Finds out
 * when the list does not end: Graph has been seen to answer with a link to the same page, to an
 * earlier page, and with the same page under ever new links (microsoftgraph/microsoft-graph-docs
 * #4897, microsoftgraph/msgraph-sdk-dotnet #2108, microsoftgraph/microsoft-graph-docs-contrib
 * #7311). Empty pages, pages that come twice and entries that come again are documented; they end
 * nothing as long as something new follows. Takes constant memory for the entries, 2 MiB at most.
 * Not thread-safe.
 */
public final class PageTrail {

  /** So many empty pages in a row bring nothing any more. */
  private static final int MOST_EMPTY = 100;

  /** A page of entries that are all known says as much as so many empty ones. */
  private static final int KNOWN_PAGE = 10;

  private static final int HASH_BITS = 24;

  private final Set<String> followed = new HashSet<>();
  private final BitSet entries = new BitSet();
  private final @Nullable String began;
  private int nothingNew;

  /**
   * Begins with the first link.
   *
   * @param first the link that is asked for first
   * @param deltaLink the delta link with which the last round has ended, or null; a round in which
   *     nothing has changed may end with it again
   */
  public PageTrail(String first, @Nullable String deltaLink) {
    this.began = deltaLink;
    followed.add(first);
  }

  /**
   * Takes note of a page.
   *
   * @param page what was answered
   * @param nextLink the link to the page that follows it, or null after the last
   * @param deltaLink the link with which the next round begins, or null
   * @throws GraphAnswerException if the link was followed before, or if nothing new has come for so
   *     long that nothing is to be expected; then nothing may be concluded from the list. The
   *     message names the address without its query, which holds a token
   */
  public void follow(JsonNode page, @Nullable String nextLink, @Nullable String deltaLink) {
    if (deltaLink != null && !deltaLink.equals(began) && followed.contains(deltaLink)) {
      throw endless(
          deltaLink, "the link for the next round is one that was followed in this round");
    }
    if (nextLink == null) {
      return;
    }
    if (!followed.add(nextLink)) {
      throw endless(nextLink, "it leads back to a page that was read before");
    }
    JsonNode listed = page.path("value");
    nothingNew = anythingNew(listed) ? 0 : nothingNew + (listed.isEmpty() ? 1 : KNOWN_PAGE);
    if (nothingNew >= MOST_EMPTY) {
      throw endless(nextLink, "page after page brings nothing new");
    }
  }

  private boolean anythingNew(JsonNode listed) {
    boolean anything = false;
    for (JsonNode entry : listed) {
      // The hash of a JSON object is a sum, in which like values cancel each other out.
      int hash = entry.toString().hashCode() * 0x9E3779B9 >>> Integer.SIZE - HASH_BITS;
      anything |= !entries.get(hash);
      entries.set(hash);
    }
    return anything;
  }

  private static GraphAnswerException endless(String link, String reason) {
    return new GraphAnswerException(
        "The list of Microsoft Graph at %s does not end: %s. Nothing is concluded from it; the next cycle reads it anew"
            .formatted(AnswerText.of(link.split("\\?", 2)[0]), reason));
  }
}
