package org.entrazscaler.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.entrazscaler.mapping.FailedRow;
import org.entrazscaler.mapping.MappedObject;
import org.entrazscaler.mapping.MappingRow;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.scim.schema.ScimPath;
import org.entrazscaler.scim.schema.ScimSchema;
import org.entrazscaler.scim.schema.ScimValueException;
import org.jspecify.annotations.Nullable;

/**
 * Checks values against the documentation of the product before they are sent. A value that the
 * product certainly does not accept is refused; where the documentation contradicts itself or only
 * advises, the change is sent with a warning. Immutable.
 */
final class TargetRules {

  static final String USER_NAME = "userName";
  private static final ScimPath ACTIVE = ScimPath.parse("active");

  private final ResourceType type;
  private final Product product;
  private final ScimSchema schema;

  TargetRules(ResourceType type, Product product) {
    this.type = type;
    this.product = product;
    this.schema = ScimSchema.of(type, product);
  }

  /** Why the product certainly does not accept a change, or null. */
  Decision.@Nullable Refuse refusal(Change change, MappedObject mapped) {
    List<ScimPath> missing = missingPaths(change);
    if (missing.isEmpty()) {
      return null;
    }
    ScimPath path = missing.get(0);
    return new Decision.Refuse(
        "MandatoryFieldsMissing",
        "%s has no value, and %s does not accept a %s without it."
            .formatted(path, product.title(), type == ResourceType.USER ? "user" : "group"),
        mapped
            .row(path)
            .map(
                row ->
                    "Fill in the source of the row \""
                        + rowText(row)
                        + "\" of the mapping in Entra, or give the row a default.")
            .orElse("Add a row for " + path + " to the mapping."));
  }

  /** The required attributes that a change would remove. */
  Set<String> missingAttributes(Change change) {
    return missingPaths(change).stream().map(ScimPath::attribute).collect(Collectors.toSet());
  }

  private List<ScimPath> missingPaths(Change change) {
    List<ScimPath> missing = new ArrayList<>(schema.missing(resource(change.written())));
    if (change.action() != Action.CREATE) {
      // Attributes that the program never wrote may exist; only those that the change removes are
      // missing.
      missing.removeAll(schema.missing(resource(change.known())));
    }
    return missing;
  }

  /** Why a row has no value that can be sent. */
  Decision.Refuse refusal(FailedRow failed) {
    boolean noResult = failed.code().equals(FailedRow.INVALID_EXPRESSION);
    return new Decision.Refuse(
        failed.code(),
        failed.reason(),
        "Correct the value in Entra, or the row \""
            + rowText(failed.row())
            + (noResult ? "\" of the mapping." : "\" of the mapping, so that Zscaler accepts it."));
  }

  /** Why a value cannot be sent, with the row that produces it. */
  Decision.Refuse refusal(ScimValueException e, MappedObject mapped) {
    MappingRow row = e.path() == null ? null : mapped.row(e.path()).orElse(null);
    String reason = String.valueOf(e.getMessage());
    return row == null
        ? new Decision.Refuse(e.code(), reason, "Correct the value in Entra, or its row.")
        : refusal(new FailedRow(row, e.code(), reason));
  }

  /** Whether a new object needs the value of a row. */
  boolean isRequired(MappingRow row) {
    return row.isMatching()
        // Later changes would never write it.
        || row.createOnly()
        // Without it the account would be active.
        || row.target().equals(ACTIVE)
        || schema.required().contains(row.target());
  }

  /** The warnings of a change that is sent. */
  List<Warning> warnings(Change change, MappedObject mapped) {
    List<Warning> warnings = new ArrayList<>();
    for (ValueChange value : change.values()) {
      if (replacesAccount(change, value)) {
        warnings.add(
            new Warning(
                Warning.ACCOUNT_REPLACED,
                "Another userName creates another account in "
                    + product.title()
                    + ": the old account and its data are deleted, the session ends, and the user"
                    + " must sign in again."));
      }
      String advice =
          value.after() == null ? null : schema.advice(ScimPath.parse(value.path()), value.after());
      if (advice != null) {
        warnings.add(new Warning(Warning.VALUE_MAY_BE_CUT, advice + "."));
      }
    }
    if (change.action() == Action.CREATE) {
      warnOfExpected(change, mapped, warnings);
    }
    return warnings;
  }

  private boolean replacesAccount(Change change, ValueChange value) {
    return product.renameMeansDeleted()
        && change.action() != Action.CREATE
        && value.path().equals(USER_NAME)
        && value.before() != null
        && !schema.sameValue(ScimPath.parse(USER_NAME), value.before(), value.after());
  }

  /** Only for attributes with a row: the check of the mapping reports the others. */
  private void warnOfExpected(Change change, MappedObject mapped, List<Warning> warnings) {
    ObjectNode written = change.written();
    for (ScimPath path : schema.expected()) {
      JsonNode value = written.get(path.toString());
      boolean empty = value == null || (value.isTextual() && value.textValue().isBlank());
      if (empty && mapped.value(path).isPresent()) {
        warnings.add(
            new Warning(
                Warning.VALUE_EXPECTED,
                "%s has no value; Microsoft's tutorial of %s says that it is required."
                    .formatted(path, product.title())));
      }
    }
  }

  private static String rowText(MappingRow row) {
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
