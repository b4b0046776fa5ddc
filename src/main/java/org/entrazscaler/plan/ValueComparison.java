package org.entrazscaler.plan;

import static org.entrazscaler.scim.schema.ScimAttribute.Mutability.WRITE_ONLY;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.entrazscaler.mapping.FailedRow;
import org.entrazscaler.mapping.MappedObject;
import org.entrazscaler.mapping.MappedValue;
import org.entrazscaler.mapping.MappingRow;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.scim.schema.ScimAttribute;
import org.entrazscaler.scim.schema.ScimPath;
import org.entrazscaler.scim.schema.ScimSchema;
import org.entrazscaler.scim.schema.ScimValueException;
import org.jspecify.annotations.Nullable;

/** Compares the values that a mapping requires with the values in the target. */
final class ValueComparison {

  static final ScimPath ACTIVE = ScimPath.parse("active");
  private static final ScimPath USER_NAME = ScimPath.parse("userName");
  private static final ScimPath WORK_EMAIL = ScimPath.parse("emails[type eq \"work\"].value");
  private static final ScimPath MEMBERS = ScimPath.parse("members");
  private static final String IS_SOFT_DELETED = "IsSoftDeleted";

  private final ScimSchema schema;
  private final Product product;
  private final References references;

  ValueComparison(ResourceType type, Product product, References references) {
    this.schema = ScimSchema.of(type, product);
    this.product = product;
    this.references = references;
  }

  /**
   * Leaves out the values that cannot be planned: a row whose value the attribute does not accept
   * counts as a row without a result.
   */
  MappedObject withoutInvalid(MappedObject mapped) {
    List<MappedValue> possible = new ArrayList<>();
    List<FailedRow> failed = new ArrayList<>(mapped.failed());
    for (MappedValue value : mapped.values()) {
      try {
        if (isAttribute(value.row()) && value.candidates().isEmpty()) {
          toJson(value);
        }
        possible.add(value);
      } catch (ScimValueException e) {
        failed.add(
            new FailedRow(
                value.row(),
                e.code(),
                RedactedValues.of(mapped).text(String.valueOf(e.getMessage()))));
      }
    }
    return failed.size() == mapped.failed().size() ? mapped : new MappedObject(possible, failed);
  }

  /** The rows without a result whose attributes must be written. */
  static List<FailedRow> failedRows(MappedObject mapped, Predicate<MappingRow> rows) {
    return mapped.failed().stream()
        .filter(failure -> isAttribute(failure.row()) && rows.test(failure.row()))
        .toList();
  }

  /**
   * A mapped object that must not have access. If the row for {@code active} has no result, its
   * value is false.
   */
  static MappedObject asInactive(MappedObject mapped) {
    List<MappedValue> values = new ArrayList<>(mapped.values());
    for (FailedRow failure : mapped.failed()) {
      if (isActiveRow(failure)) {
        values.add(new MappedValue(failure.row(), Boolean.FALSE, false, List.of()));
      }
    }
    return new MappedObject(values, mapped.failed());
  }

  /** Whether the row computes {@code active} from the scope of the user. */
  static boolean isActiveRow(FailedRow failure) {
    return failure.row().target().equals(ACTIVE) && dependsOnScope(failure.row());
  }

  /** The values of a creation, in the order of the mapping. */
  List<ValueChange> forCreation(MappedObject mapped) {
    List<ValueChange> values = new ArrayList<>();
    for (MappedValue value : mapped.values()) {
      Object sent = value.valueOnCreation();
      if (isAttribute(value.row()) && sent != null) {
        JsonNode json = toJson(value.row(), sent, null);
        if (json != null) {
          values.add(new ValueChange(value.row().target().toString(), null, json));
        }
      }
    }
    return values;
  }

  /** All required values, written or not. */
  List<ValueChange> requiredValues(
      MappedObject mapped, ObjectNode written, Predicate<MappingRow> rows) {
    List<ValueChange> wanted = new ArrayList<>();
    for (MappedValue value : mapped.values()) {
      MappingRow row = value.row();
      if (!isAttribute(row) || row.createOnly() || !rows.test(row)) {
        continue;
      }
      String path = row.target().toString();
      JsonNode after = toJson(value, written.get(path));
      if (after != null || value.isRemoval() || value.value() instanceof RestoredForm) {
        wanted.add(new ValueChange(path, written.get(path), after));
      }
    }
    return withUnusedPrimaryRemoved(mapped, wanted, written);
  }

  /** The values that differ from the written values. */
  List<ValueChange> differences(
      MappedObject mapped, ObjectNode written, Predicate<MappingRow> rows) {
    List<ValueChange> changes = new ArrayList<>();
    for (MappedValue value : mapped.values()) {
      MappingRow row = value.row();
      if (!isAttribute(row) || row.createOnly() || !rows.test(row)) {
        continue;
      }
      String path = row.target().toString();
      JsonNode before = written.get(path);
      if (value.isRemoval()) {
        if (before != null) {
          changes.add(new ValueChange(path, before, null));
        }
      } else if (value.value() instanceof RestoredForm restored) {
        JsonNode after = restored.appliedTo(before);
        if (!isSameSpelling(row.target(), before, after)) {
          changes.add(new ValueChange(path, before, after));
        }
      } else if (value.value() != null) {
        JsonNode after = toJson(row, value.value(), before);
        if (row.isAdditive() && after instanceof ArrayNode wanted) {
          ArrayNode lacking = ValueChange.missingElements(before, wanted);
          if (!lacking.isEmpty()) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            if (before != null) {
              before.forEach(all::add);
            }
            changes.add(new ValueChange(path, before, all.addAll(lacking), true));
          }
        } else if (after != null && !isSameSpelling(row.target(), before, after)) {
          changes.add(new ValueChange(path, before, after));
        }
      }
    }
    return withUnusedPrimaryRemoved(mapped, changes, written);
  }

  /** The {@code primary} mark of a removed address is removed too if no row maps it. */
  private static List<ValueChange> withUnusedPrimaryRemoved(
      MappedObject mapped, List<ValueChange> changes, ObjectNode written) {
    List<ValueChange> all = new ArrayList<>(changes);
    for (ValueChange change : changes) {
      ScimPath path = ScimPath.parse(change.path());
      if (change.after() == null && isAddress(path)) {
        String primary = primary(path);
        JsonNode before = written.get(primary);
        if (before != null && mapped.value(ScimPath.parse(primary)).isEmpty()) {
          all.add(new ValueChange(primary, before, null));
        }
      }
    }
    return all;
  }

  private static String primary(ScimPath address) {
    return address.toString().replaceFirst("\\.value$", ".primary");
  }

  /**
   * If the target requires a primary e-mail address and the user has none, the work address, or
   * else the first one, becomes the primary one, as in a creation (Entra, Develop a SCIM endpoint).
   *
   * @param resource the target object
   */
  List<ValueChange> withPrimaryEmail(
      MappedObject mapped, List<ValueChange> changes, ObjectNode resource) {
    if (!schema.lacksPrimaryEmail(resource)) {
      return changes;
    }
    List<ScimPath> addresses =
        mapped.values().stream()
            .filter(value -> value.value() != null && isAddress(value.row().target()))
            .map(value -> value.row().target())
            .toList();
    if (addresses.isEmpty()) {
      return changes;
    }
    ScimPath address =
        addresses.stream().filter(WORK_EMAIL::equals).findFirst().orElse(addresses.get(0));
    String path = primary(address);
    List<ValueChange> all = new ArrayList<>(changes);
    if (changes.stream().noneMatch(change -> change.path().equals(path))) {
      all.add(new ValueChange(path, null, BooleanNode.TRUE));
    }
    return all;
  }

  private static boolean isAddress(ScimPath path) {
    return path.attribute().equals("emails")
        && !path.conditions().isEmpty()
        && "value".equals(path.subAttribute());
  }

  /** The same for a managed account that is known to have no address and gets one now. */
  List<ValueChange> withFirstEmail(
      MappedObject mapped, List<ValueChange> changes, ObjectNode written) {
    return changes.stream().noneMatch(change -> isEmail(change.path()))
            || written.properties().stream().anyMatch(value -> isEmail(value.getKey()))
        ? changes
        : withPrimaryEmail(mapped, changes, JsonNodeFactory.instance.objectNode());
  }

  private static boolean isEmail(String path) {
    ScimPath parsed = ScimPath.parse(path);
    return parsed.attribute().equals("emails") && !parsed.isFilterPart();
  }

  /**
   * The known values of a target object that was read. The target may spell a written value in its
   * own way: it counts as the written value.
   *
   * @param written the values written last; empty for an object that was never managed
   */
  ObjectNode known(MappedObject mapped, ObjectNode resource, ObjectNode written) {
    ObjectNode known = JsonNodeFactory.instance.objectNode();
    for (MappedValue value : mapped.values()) {
      MappingRow row = value.row();
      if (!isAttribute(row)) {
        continue;
      }
      ScimPath path = row.target();
      JsonNode held = path.read(resource);
      JsonNode before = written.get(path.toString());
      if (held == null && isBlank(before)) {
        // The target has removed all its blanks.
        known.set(path.toString(), before);
        continue;
      }
      if (held == null) {
        noteElement(known, path, resource);
        continue;
      }
      JsonNode wanted = toJson(value, held);
      if (wanted != null && isSameSpelling(path, held, wanted)) {
        known.set(path.toString(), wanted);
      } else if (before != null && schema.sameValue(path, held, before)) {
        known.set(path.toString(), before);
      } else {
        known.set(path.toString(), held);
      }
    }
    for (FailedRow failure : mapped.failed()) {
      keepTargetValue(known, failure.row(), resource, written);
    }
    return known;
  }

  private static boolean isBlank(@Nullable JsonNode value) {
    return value != null
        && value.isTextual()
        && !value.asText().isEmpty()
        && value.asText().isBlank();
  }

  /**
   * Whether the new value of a change is in the target: the target shows it, perhaps in its own
   * form, and no longer shows the old value.
   */
  boolean hasArrived(ScimPath path, @Nullable JsonNode held, ValueChange change) {
    return isSameSpelling(path, held, change.after())
        || schema.shownAs(path, held, change.after())
            && !schema.sameSpelling(path, held, change.before());
  }

  /**
   * Notes an element that exists without the value, so that the value is added to it and no second
   * element is created.
   */
  static void noteElement(ObjectNode known, ScimPath path, ObjectNode resource) {
    ScimPath filterPart = path.filterPart(resource);
    if (filterPart != null) {
      known.set(filterPart.toString(), filterPart.filterValue());
    }
  }

  /**
   * Keeps the target's value of a row without a result, because the row may have a result again.
   */
  private void keepTargetValue(
      ObjectNode known, MappingRow row, ObjectNode resource, ObjectNode written) {
    ScimPath path = row.target();
    JsonNode held = isAttribute(row) ? path.read(resource) : null;
    if (held != null) {
      JsonNode before = written.get(path.toString());
      boolean same = before != null && schema.sameValue(path, held, before);
      known.set(path.toString(), same ? before : held);
    } else if (isAttribute(row)) {
      noteElement(known, path, resource);
    }
  }

  /**
   * The written values that the target does not show: passwords, and an {@code active} that it
   * leaves out.
   */
  Map<String, JsonNode> hiddenValues(MappedObject mapped, ObjectNode resource, ObjectNode written) {
    Map<String, JsonNode> unshown = new HashMap<>();
    for (MappingRow row : mapped.rows()) {
      ScimPath path = row.target();
      JsonNode before = written.get(path.toString());
      ScimAttribute definition = schema.definition(path);
      boolean hidden =
          path.equals(ACTIVE) || definition != null && definition.mutability() == WRITE_ONLY;
      if (before != null && hidden && path.read(resource) == null) {
        unshown.put(path.toString(), before);
      }
    }
    return unshown;
  }

  /**
   * Values are compared case-sensitively, so that a change of case is written; but on a product
   * that treats another userName as another person, case alone is no change (RFC 7643 section
   * 4.1.1: userName is not case-exact).
   */
  boolean isSameSpelling(ScimPath path, @Nullable JsonNode before, @Nullable JsonNode after) {
    return path.equals(USER_NAME) && product.renameMeansDeleted()
        ? schema.sameValue(path, before, after)
        : schema.sameSpelling(path, before, after);
  }

  /** Whether a row produces this value; null for none. */
  boolean produces(MappedValue mapped, @Nullable JsonNode value) {
    JsonNode made = toJson(mapped);
    return made == null
        ? value == null
        : value != null && isSameSpelling(mapped.row().target(), value, made);
  }

  boolean isSameValue(ScimPath path, @Nullable JsonNode held, @Nullable JsonNode wanted) {
    return schema.sameValue(path, held, wanted);
  }

  /** The result of a row as JSON; null for none. */
  @Nullable JsonNode toJson(MappedValue mapped) {
    return toJson(mapped, null);
  }

  private @Nullable JsonNode toJson(MappedValue mapped, @Nullable JsonNode held) {
    return mapped.value() == null ? null : toJson(mapped.row(), mapped.value(), held);
  }

  /** The value as JSON; null for a reference to a user without an account. */
  private @Nullable JsonNode toJson(MappingRow row, Object value, @Nullable JsonNode held) {
    if (value instanceof RestoredForm restored) {
      return restored.appliedTo(held);
    }
    if (!row.isReference()) {
      return schema.coerce(row.target(), value);
    }
    return references
        .resolve(String.valueOf(value))
        .map(id -> schema.coerce(row.target(), id))
        .orElse(null);
  }

  /** False for members: they are written separately, as additions and removals. */
  private static boolean isAttribute(MappingRow row) {
    return !row.target().equals(MEMBERS);
  }

  static boolean dependsOnScope(MappingRow row) {
    return row.source().attributeNames().contains(IS_SOFT_DELETED);
  }

  /** The object ids of the users that the mapped object refers to. */
  List<String> referencedUsers(MappedObject mapped) {
    return mapped.values().stream()
        .filter(value -> isAttribute(value.row()) && value.row().isReference())
        .filter(value -> value.value() != null && !(value.value() instanceof RestoredForm))
        .map(value -> String.valueOf(value.value()))
        .toList();
  }

  /** Whether an account with these values is disabled. */
  static boolean isDisabled(ObjectNode written) {
    JsonNode active = written.get(ACTIVE.toString());
    return active != null && active.isBoolean() && !active.booleanValue();
  }

  static List<MatchQuery> matchQueries(MappedObject mapped) {
    return mapped.matching().stream()
        .filter(value -> value.value() instanceof String text && !text.isEmpty())
        .map(value -> new MatchQuery(value.row().target(), (String) value.value()))
        .flatMap(query -> query.forms().stream())
        .toList();
  }
}
