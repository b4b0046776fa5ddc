package org.entrazscaler.target;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.entrazscaler.scim.ListPage;
import org.entrazscaler.scim.PagedRead;
import org.entrazscaler.scim.ScimAnswers;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.scim.ScimRequests;
import org.entrazscaler.scim.schema.Product;
import org.jspecify.annotations.Nullable;

/** Reads {@code /Schemas} by pages, as any list (RFC 7644, section 3.4.2.4). Not thread-safe. */
public final class SchemaPages {

  private final ScimRequests requests;
  private final ScimAnswers answers;
  private final PagedRead read = new PagedRead();
  private final List<ListPage> pages = new ArrayList<>();

  public SchemaPages(Product product) {
    this.requests = new ScimRequests(product);
    this.answers = new ScimAnswers(product);
  }

  /** Whether there is no further page; false before the first page. */
  public boolean isEnded() {
    return read.isEnded();
  }

  /** The request for the next page. */
  public ScimRequest request() {
    return requests.readSchemas(read.startIndex());
  }

  /**
   * Adds the requested page.
   *
   * @param answer the answer, or null if it is empty
   * @throws org.entrazscaler.scim.schema.ScimAnswerException if it is not a list of schemas
   */
  public void add(@Nullable ObjectNode answer) {
    ListPage page = answers.list(answer);
    pages.add(page);
    read.add(page);
  }

  /**
   * The schemas that the target listed.
   *
   * @throws org.entrazscaler.scim.schema.ScimAnswerException if one of them has no attributes
   */
  public TargetSchemas schemas() {
    return TargetSchemas.of(pages, !read.isPartial());
  }
}
