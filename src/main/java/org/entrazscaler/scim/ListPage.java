package org.entrazscaler.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One page of a list of resources (RFC 7644, section 3.4.2).
 *
 * @param resources the resources on the page, each with an id
 * @param totalResults the number of resources on all pages
 * @param startIndex the index of the first resource, counted from 1
 * @param unreadable a sentence for each entry that is not a resource or has no id
 */
public record ListPage(
    List<ObjectNode> resources, int totalResults, int startIndex, List<String> unreadable) {

  /** Copies the lists. */
  public ListPage {
    resources = List.copyOf(resources);
    unreadable = List.copyOf(unreadable);
  }

  /** A page on which every entry is a resource. */
  public ListPage(List<ObjectNode> resources, int totalResults, int startIndex) {
    this(resources, totalResults, startIndex, List.of());
  }
}
