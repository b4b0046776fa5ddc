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
 * Compares the mappings in force with what the target says in {@code /Schemas} that it has (RFC
 * 7644 section 4). A mapping is compared once, whichever process does it; what comes of it is
 * advice.
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
   * @return false once the target was asked, whatever it said
   */
  public boolean isDue() {
    return facts.get(Facts.COMPARED).filter(fingerprint()::equals).isEmpty();
  }

  private String fingerprint() {
    return inForce.get().users().fingerprint() + " " + inForce.get().groups().fingerprint();
  }

  /**
   * From here on they count as compared: what goes wrong with it is not tried again.
   *
   * @return the schemas, of which nothing is read
   */
  public SchemaPages begin() {
    facts.put(Facts.COMPARED, fingerprint());
    return new SchemaPages(product);
  }

  /**
   * Takes the page that was asked for.
   *
   * @param answer the page; null if the answer is empty
   * @param pages what was read so far
   */
  public void addPage(
      @Body @Nullable ObjectNode answer, @Variable(ExchangeVariables.SCHEMAS) SchemaPages pages) {
    pages.add(answer);
  }

  /**
   * Says which rows of the mappings do not fit.
   *
   * @param pages all that was read
   */
  public void compare(@Variable(ExchangeVariables.SCHEMAS) SchemaPages pages) {
    for (String objection : objections(pages.schemas(), inForce.get())) {
      LOG.warn("The mapping does not fit the target's own schema: {}", objection);
    }
  }

  /**
   * What speaks against the targets of the mappings.
   *
   * @param schemas what the target has
   * @param mappings the mappings
   * @return a sentence for each row that the target would ignore or refuse, users first
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
