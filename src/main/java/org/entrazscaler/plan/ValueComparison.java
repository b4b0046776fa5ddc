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

/** Compares what a mapping wants of a target object with what the target holds. */
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
   * What can be planned of a mapped object: a row with a value that the attribute cannot hold has
   * failed, as one without a result.
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

  /** The rows of which nothing can be said, though their attributes are to be written. */
  static List<FailedRow> failedRows(MappedObject mapped, Predicate<MappingRow> rows) {
    return mapped.failed().stream()
        .filter(failure -> isAttribute(failure.row()) && rows.test(failure.row()))
        .toList();
  }

  /**
   * A mapped object of somebody who should have no access. If the row that says so has no result,
   * it is known all the same.
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

  /** Whether it is the row that makes of its user's standing whether an account is active. */
  static boolean isActiveRow(FailedRow failure) {
    return failure.row().target().equals(ACTIVE) && dependsOnScope(failure.row());
  }

  /** Every value with which the object is made, in the order of the mapping. */
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

  /** All that is wanted, whether it was written or not. */
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

  /** What differs from what was written. */
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

  /** What an address was marked with, without a row that does so, goes with the address. */
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
   * Changes of somebody who has no primary e-mail address where one is required: the one at work,
   * else the first one, becomes it, as on creation (Entra, Develop a SCIM endpoint).
   *
   * @param resource what the target holds
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

  /** The same for an account of ours that is known to have no address at all, and gets one now. */
  List<ValueChange> withFirstEmail(
      MappedObject mapped, List<ValueChange> changes, ObjectNode written) {
    return changes.stream().noneMatch(change -> isEmail(change.path()))
            || written.properties().stream().anyMatch(value -> isEmail(value.getKey()))
        ? changes
        : withPrimaryEmail(mapped, changes, JsonNodeFactory.instance.objectNode());
  }

  private static boolean isEmail(String path) {
    ScimPath parsed = ScimPath.parse(path);
    return parsed.attribute().equals("emails") && !parsed.isChoosing();
  }

  /**
   * What is known of a target object that was read. Of what we wrote, the target may have its own
   * spelling: it counts as what was written.
   *
   * @param written what was written last; empty for an object that was never ours
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
        // The target has taken all its blanks away.
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
   * Whether what a change was to write has arrived: the target shows it, in its own form, and does
   * not show what was there before.
   */
  boolean hasArrived(ScimPath path, @Nullable JsonNode held, ValueChange change) {
    return isSameSpelling(path, held, change.after())
        || schema.shownAs(path, held, change.after())
            && !schema.sameSpelling(path, held, change.before());
  }

  /** An element without our value is given it, and not doubled. */
  static void noteElement(ObjectNode known, ScimPath path, ObjectNode resource) {
    ScimPath choosing = path.choosing(resource);
    if (choosing != null) {
      known.set(choosing.toString(), choosing.chosenBy());
    }
  }

  /** Of a row without a result the target's value is kept in mind: it may have one again. */
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

  /** Of what was written, what the target does not show: passwords, and an active left out. */
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
   * Values are compared to the letter, so that a change of case arrives; but on a product that
   * takes another userName for another person, case alone is no change (RFC 7643 section 4.1.1:
   * userName is not case-exact).
   */
  boolean isSameSpelling(ScimPath path, @Nullable JsonNode before, @Nullable JsonNode after) {
    return path.equals(USER_NAME) && product.renameMeansDeleted()
        ? schema.sameValue(path, before, after)
        : schema.sameSpelling(path, before, after);
  }

  /** Whether what a row makes of the source is this value; null for nothing. */
  boolean produces(MappedValue mapped, @Nullable JsonNode value) {
    JsonNode made = toJson(mapped);
    return made == null
        ? value == null
        : value != null && isSameSpelling(mapped.row().target(), value, made);
  }

  boolean isSameValue(ScimPath path, @Nullable JsonNode held, @Nullable JsonNode wanted) {
    return schema.sameValue(path, held, wanted);
  }

  /** What a mapping makes, as JSON; null for nothing. */
  @Nullable JsonNode toJson(MappedValue mapped) {
    return toJson(mapped, null);
  }

  private @Nullable JsonNode toJson(MappedValue mapped, @Nullable JsonNode held) {
    return mapped.value() == null ? null : toJson(mapped.row(), mapped.value(), held);
  }

  /** The value as JSON; null for a reference to somebody who has no account yet. */
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

  /** Members flow by themselves, as additions and removals. */
  private static boolean isAttribute(MappingRow row) {
    return !row.target().equals(MEMBERS);
  }

  static boolean dependsOnScope(MappingRow row) {
    return row.source().attributeNames().contains(IS_SOFT_DELETED);
  }

  /** Ids of other objects that the mapping refers to. */
  List<String> referencedUsers(MappedObject mapped) {
    return mapped.values().stream()
        .filter(value -> isAttribute(value.row()) && value.row().isReference())
        .filter(value -> value.value() != null && !(value.value() instanceof RestoredForm))
        .map(value -> String.valueOf(value.value()))
        .toList();
  }

  /** Whether values leave an account disabled: by what they set, or else by what was there. */
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
