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

/**
 * The reading of {@code /Schemas}, page by page as of any list (RFC 7644, section 3.4.2.4). Not
 * thread-safe.
 */
public final class SchemaPages {

  private final ScimRequests requests;
  private final ScimAnswers answers;
  private final PagedRead read = new PagedRead();
  private final List<ListPage> pages = new ArrayList<>();

  /**
   * Begins to read the schemas of one product.
   *
   * @param product the product
   */
  public SchemaPages(Product product) {
    this.requests = new ScimRequests(product);
    this.answers = new ScimAnswers(product);
  }

  /**
   * Whether there is nothing more to ask for.
   *
   * @return false before the first page
   */
  public boolean isEnded() {
    return read.isEnded();
  }

  /**
   * Asks for the next page.
   *
   * @return the request
   */
  public ScimRequest request() {
    return requests.readSchemas(read.startIndex());
  }

  /**
   * Takes in the page that was asked for.
   *
   * @param answer the answer, or null if it is empty
   * @throws org.entrazscaler.scim.schema.ScimAnswerException if it is no list of schemas
   */
  public void add(@Nullable ObjectNode answer) {
    ListPage page = answers.list(answer);
    pages.add(page);
    read.received(page);
  }

  /**
   * What the target says that it has.
   *
   * @return the schemas; of a schema that was not sent, nothing is said
   * @throws org.entrazscaler.scim.schema.ScimAnswerException if one of them has no attributes
   */
  public TargetSchemas schemas() {
    return TargetSchemas.of(pages, !read.isPartial());
  }
}
