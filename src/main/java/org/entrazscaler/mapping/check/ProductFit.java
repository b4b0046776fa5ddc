package org.entrazscaler.mapping.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.entrazscaler.language.TextError;
import org.entrazscaler.mapping.Mapping;
import org.entrazscaler.mapping.MappingRow;
import org.entrazscaler.mapping.check.Finding.Severity;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.scim.schema.ScimPath;
import org.entrazscaler.scim.schema.ScimSchema;

/**
 * Checks whether a mapping fits a Zscaler product, according to its documentation (Understanding
 * SCIM, About SCIM, Microsoft's provisioning tutorials).
 */
final class ProductFit {

  private static final String ZIDENTITY_EXTENSION =
      "urn:ietf:params:scim:schemas:extension:zscaler:1.0:User";
  private static final String ENTERPRISE_USER =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

  /** The name of the primary element of {@code emails} in Microsoft's tutorial of ZIdentity. */
  private static final ScimPath PRIMARY_EMAIL = ScimPath.parse("primaryEmail");

  private final ResourceType type;
  private final Product product;
  private final Mapping mapping;
  private final List<Advice> found = new ArrayList<>();

  /** A finding with its position in the block. */
  record Advice(Severity severity, TextError place) {}

  private ProductFit(ResourceType type, Product product, Mapping mapping) {
    this.type = type;
    this.product = product;
    this.mapping = mapping;
  }

  static List<Advice> of(ResourceType type, Product product, Mapping mapping) {
    ProductFit fit = new ProductFit(type, product, mapping);
    fit.checkTargets();
    fit.checkMissing();
    fit.checkMatching();
    return fit.found;
  }

  private void checkTargets() {
    ScimSchema schema = ScimSchema.of(type, product);
    for (MappingRow row : mapping.rows()) {
      ScimPath target = row.target();
      String extension = target.schema();
      boolean custom = extension != null && !extension.equalsIgnoreCase(ENTERPRISE_USER);
      if (custom && product == Product.ZPA) {
        add(Severity.ERROR, row, "ZPA accepts no attributes of custom extensions (About SCIM)");
      } else if (custom
          && !(product == Product.ZIDENTITY && ZIDENTITY_EXTENSION.equalsIgnoreCase(extension))) {
        add(
            Severity.WARNING,
            row,
            product.title() + " documents no attributes of this extension and may refuse them");
      } else if (!custom && !schema.isDocumented(target)) {
        add(
            Severity.WARNING,
            row,
            "The documentation of %s does not name `%s`: the value may be dropped or refused"
                .formatted(product.title(), target));
      }
    }
  }

  private void checkMissing() {
    ScimSchema schema = ScimSchema.of(type, product);
    Set<ScimPath> wanted = new LinkedHashSet<>(schema.required());
    wanted.addAll(schema.expected());
    wanted.removeIf(path -> path.equals(PRIMARY_EMAIL));
    ScimPath name = ScimPath.parse(type == ResourceType.USER ? "userName" : "displayName");
    for (ScimPath path : wanted) {
      if (mapping.rows().stream().noneMatch(row -> row.target().equals(path))) {
        boolean always = path.equals(name);
        addToBlock(
            always ? Severity.ERROR : Severity.WARNING,
            always
                ? "No row maps `" + path + "`, which is required to create an object"
                : "No row maps `%s`, which %s expects".formatted(path, product.title()));
      }
    }
    if (type == ResourceType.USER
        && product == Product.ZIDENTITY
        && mapping.rows().stream().noneMatch(row -> isEmail(row.target()))) {
      addToBlock(
          Severity.WARNING,
          "No row maps an e-mail address, but ZIdentity refuses accounts without a primary one");
    }
  }

  private static boolean isEmail(ScimPath target) {
    return target.schema() == null
        && (target.attribute().equals("emails") || target.equals(PRIMARY_EMAIL));
  }

  // The filters that Understanding SCIM and Microsoft's tutorials name; others are refused.
  private void checkMatching() {
    Set<String> filterable =
        type == ResourceType.USER
            ? Set.of("userName", "externalId", "displayName")
            : Set.of("displayName", "externalId");
    for (MappingRow row : mapping.matchingRows()) {
      if (!filterable.contains(row.target().toString())) {
        add(
            Severity.WARNING,
            row,
            "%s documents no filter on `%s`, so matching by it may be refused"
                .formatted(product.title(), row.target()));
      }
    }
  }

  private void add(Severity severity, MappingRow row, String message) {
    String text = mapping.text();
    int end = row.offset();
    while (end < text.length() && text.charAt(end) != '\n' && !text.startsWith(": ", end)) {
      end++;
    }
    found.add(new Advice(severity, new TextError(row.offset(), end - row.offset(), message)));
  }

  private void addToBlock(Severity severity, String message) {
    found.add(new Advice(severity, new TextError(mapping.rows().get(0).offset(), 1, message)));
  }
}
