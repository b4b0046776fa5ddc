package org.entrazscaler.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entrazscaler.mapping.MappedObject;
import org.entrazscaler.mapping.MappedValue;
import org.entrazscaler.mapping.MappingRow;
import org.entrazscaler.scim.Product;
import org.entrazscaler.scim.ResourceType;
import org.entrazscaler.scim.ScimPath;
import org.entrazscaler.scim.ScimSchema;
import org.entrazscaler.scim.ScimValueException;
import org.jspecify.annotations.Nullable;

/**
 * What a product's pages say about the values of an object, before any of them is sent: what it
 * certainly does not take is refused here; where the pages contradict each other, or only advise,
 * the change is sent with a warning. Immutable.
 */
final class TargetRules {

  private static final String USER_NAME = "userName";

  private final ResourceType type;
  private final Product product;
  private final ScimSchema schema;

  TargetRules(ResourceType type, Product product) {
    this.type = type;
    this.product = product;
    this.schema = ScimSchema.of(type, product);
  }

  /** Why the product certainly does not take a change, or null. */
  Decision.@Nullable Refuse refusal(Change change, MappedObject mapped) {
    List<ScimPath> missing = new ArrayList<>(schema.missing(resource(change.written())));
    if (change.action() != Action.CREATE) {
      // What an object never had by our doing is not known; what the change takes away is.
      missing.removeAll(schema.missing(resource(change.known())));
    }
    if (missing.isEmpty()) {
      return null;
    }
    ScimPath path = missing.get(0);
    return new Decision.Refuse(
        "MandatoryFieldsMissing",
        "%s has no value, and %s does not take a %s without it."
            .formatted(path, product.title(), type == ResourceType.USER ? "user" : "group"),
        row(mapped, path)
            .map(
                row ->
                    "Fill in Entra what the row \""
                        + words(row)
                        + "\" of the mapping is made of, or give the row a default.")
            .orElse("Give the mapping a row for " + path + "."));
  }

  /** Why a value cannot be sent, with the row that makes it. */
  Decision.Refuse refusal(ScimValueException e, MappedObject mapped) {
    String row = row(mapped, e.path()).map(r -> "the row \"" + words(r) + "\"").orElse("its row");
    return new Decision.Refuse(
        e.code(),
        String.valueOf(e.getMessage()),
        "Correct the value in Entra, or " + row + " of the mapping, so that Zscaler can take it.");
  }

  /** What is worth knowing of a change that is sent. */
  List<Warning> warnings(Change change, MappedObject mapped) {
    List<Warning> warnings = new ArrayList<>();
    for (ValueChange value : change.values()) {
      if (replaces(change, value)) {
        warnings.add(
            new Warning(
                Warning.ACCOUNT_REPLACED,
                "Another userName makes another account at "
                    + product.title()
                    + ": the former one and its data are deleted, the session ends, and the person"
                    + " must log in again."));
      }
      String advice =
          value.after() == null ? null : schema.advice(ScimPath.parse(value.path()), value.after());
      if (advice != null) {
        warnings.add(new Warning(Warning.VALUE_MAY_BE_CUT, advice + "."));
      }
    }
    if (change.action() == Action.CREATE) {
      expected(change, mapped, warnings);
    }
    return warnings;
  }

  private boolean replaces(Change change, ValueChange value) {
    return product.renameMeansDeleted()
        && change.action() != Action.CREATE
        && value.path().equals(USER_NAME)
        && value.before() != null;
  }

  /** Only what a row of the mapping should have made: the mapping itself is checked elsewhere. */
  private void expected(Change change, MappedObject mapped, List<Warning> warnings) {
    ObjectNode written = change.written();
    for (ScimPath path : schema.expected()) {
      JsonNode value = written.get(path.toString());
      boolean empty = value == null || (value.isTextual() && value.textValue().isBlank());
      if (empty && row(mapped, path).isPresent()) {
        warnings.add(
            new Warning(
                Warning.VALUE_EXPECTED,
                "%s has no value; Microsoft's tutorial of %s calls it required."
                    .formatted(path, product.title())));
      }
    }
  }

  private static Optional<MappingRow> row(MappedObject mapped, @Nullable ScimPath path) {
    return path == null ? Optional.empty() : mapped.value(path).map(MappedValue::row);
  }

  private static String words(MappingRow row) {
    return row.target() + ": " + row.source().text();
  }

  private static ObjectNode resource(ObjectNode values) {
    ObjectNode resource = JsonNodeFactory.instance.objectNode();
    values
        .properties()
        .forEach(value -> ScimPath.parse(value.getKey()).put(resource, value.getValue()));
    return resource;
  }
}
