package org.entrazscaler.target;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.camel.MappingsInForce;
import org.entrazscaler.mapping.Mapping;
import org.entrazscaler.mapping.MappingRow;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.store.Facts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the mappings in force with the attributes that the target lists in {@code /Schemas} (RFC
 * 7644 section 4). A mapping is compared once, by any process. The result is advice only.
 */
public final class SchemaComparison {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaComparison.class);

  private final Product product;
  private final Supplier<MappingsInForce> inForce;
  private final Facts facts;

  public SchemaComparison(Product product, Supplier<MappingsInForce> inForce, Facts facts) {
    this.product = product;
    this.inForce = inForce;
    this.facts = facts;
  }

  /**
   * Whether the mappings in force have not been compared yet.
   *
   * @return false after the target was asked, whatever the result
   */
  public boolean isDue() {
    return facts.get(Facts.COMPARED).filter(fingerprint()::equals).isEmpty();
  }

  private String fingerprint() {
    return inForce.get().users().fingerprint() + " " + inForce.get().groups().fingerprint();
  }

  /**
   * Marks the mappings as compared: a failed comparison is not repeated.
   *
   * @return an empty reading of the schemas
   */
  public SchemaPages begin() {
    facts.put(Facts.COMPARED, fingerprint());
    return new SchemaPages(product);
  }

  /**
   * Adds the requested page.
   *
   * @param answer the page; null if the answer is empty
   * @param pages the pages so far
   */
  public void addPage(
      @Body @Nullable ObjectNode answer, @Variable(ExchangeVariables.SCHEMAS) SchemaPages pages) {
    pages.add(answer);
  }

  /** Logs the rows of the mappings that do not fit. */
  public void compare(@Variable(ExchangeVariables.SCHEMAS) SchemaPages pages) {
    for (String objection : objections(pages.schemas(), inForce.get())) {
      LOG.warn("The mapping does not fit the target's own schema: {}", objection);
    }
  }

  /**
   * Finds the rows that the target would ignore or refuse.
   *
   * @return a sentence for each row, users first
   */
  public static List<String> objections(TargetSchemas schemas, MappingsInForce mappings) {
    List<String> objections = new ArrayList<>();
    add(objections, schemas, ResourceType.USER, mappings.users());
    add(objections, schemas, ResourceType.GROUP, mappings.groups());
    return objections;
  }

  private static void add(
      List<String> objections, TargetSchemas schemas, ResourceType type, Mapping mapping) {
    for (MappingRow row : mapping.rows()) {
      String objection = schemas.objection(type, row.target());
      if (objection != null) {
        objections.add(objection);
      }
    }
  }
}
