package org.entrazscaler.scim.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.entrazscaler.language.LanguageException;
import org.jspecify.annotations.Nullable;

/**
 * The path of one value in a SCIM resource, in the syntax of PATCH (RFC 7644, section 3.5.2) and of
 * Entra's attribute mappings: {@code userName}, {@code name.givenName}, {@code emails[type eq
 * "work"].value}, {@code urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department}.
 *
 * <p>Immutable. Two paths are equal if they address the same value: names of attributes and schemas
 * ignore letter case (RFC 7643, section 2.1), the order of conditions does not count, and a prefix
 * with the URN of a core schema is ignored.
 */
public final class ScimPath {

  private final @Nullable String schema;
  private final String attribute;
  private final List<ValueCondition> conditions;
  private final @Nullable String subAttribute;
  private final String key;

  private ScimPath(
      @Nullable String schema,
      String attribute,
      List<ValueCondition> conditions,
      @Nullable String subAttribute) {
    this.schema = schema;
    this.attribute = attribute;
    this.conditions = conditions;
    this.subAttribute = subAttribute;
    this.key = write(ScimPath::lower, ValueCondition::key);
  }

  /**
   * Parses a path.
   *
   * @param text the path, without white space around it
   * @return the path; attributes of RFC 7643 have the spelling of RFC 7643
   * @throws LanguageException if the text is not a path, or its filter contains anything except
   *     {@code eq} joined by {@code and}, so that it does not select one value
   */
  public static ScimPath parse(String text) {
    return new ScimPathParser(text).parse();
  }

  /** Creates a path from its parts, in canonical spelling and order. */
  static ScimPath of(
      @Nullable String schema,
      String attribute,
      List<ValueCondition> conditions,
      @Nullable String subAttribute) {
    String extension = schema == null ? null : SchemaUrn.extension(schema);
    String known = Spelling.attribute(extension, attribute);
    List<ValueCondition> ordered =
        conditions.stream()
            .map(condition -> condition.spelled(Spelling.subAttribute(extension, known)))
            .sorted(Comparator.comparing(ValueCondition::key))
            .toList();
    return new ScimPath(
        extension,
        known,
        ordered,
        subAttribute == null ? null : Spelling.subAttribute(extension, known).apply(subAttribute));
  }

  /**
   * The schema extension of the attribute.
   *
   * @return its URN; null if the attribute belongs to the core schema of the resource
   */
  public @Nullable String schema() {
    return schema;
  }

  /**
   * The name of the attribute, without schema, filter and sub-attribute.
   *
   * @return for example {@code emails}
   */
  public String attribute() {
    return attribute;
  }

  /**
   * The conditions of the filter, which selects a value of a multi-valued attribute.
   *
   * @return the conditions, which all must be met; empty if the path has no filter
   */
  public List<ValueCondition> conditions() {
    return conditions;
  }

  /**
   * The sub-attribute of a complex attribute.
   *
   * @return for example {@code givenName}; null for the whole attribute
   */
  public @Nullable String subAttribute() {
    return subAttribute;
  }

  /** The path of the whole attribute with all its values. */
  public ScimPath wholeAttribute() {
    return new ScimPath(schema, attribute, List.of(), null);
  }

  /**
   * Whether another path selects the same element of the same attribute.
   *
   * @param other the other path
   * @return true if both paths are in one element
   */
  public boolean sharesValue(ScimPath other) {
    return element().equals(other.element());
  }

  /** The path of the whole element, without the sub-attribute. */
  public ScimPath element() {
    return new ScimPath(schema, attribute, conditions, null);
  }

  /**
   * Whether the filter compares the sub-attribute itself, such as {@code emails[type eq
   * "work"].type}: then its value only says that the element exists.
   *
   * @return false if there is no filter
   */
  public boolean isFilterPart() {
    return subAttribute != null
        && conditions.stream()
            .anyMatch(condition -> condition.attribute().equalsIgnoreCase(subAttribute));
  }

  /**
   * The path of the sub-attribute that the filter compares, if the resource has the element. Its
   * value shows that the element exists, whatever other sub-attributes it has.
   *
   * @param resource a resource in an answer
   * @return the path; null if there is no filter or no such element
   */
  public @Nullable ScimPath filterPart(ObjectNode resource) {
    if (conditions.isEmpty() || subAttribute == null || element().read(resource) == null) {
      return null;
    }
    return new ScimPath(schema, attribute, conditions, conditions.get(0).attribute());
  }

  /**
   * The value with which the filter compares, for a path of {@link #filterPart}.
   *
   * @return such as {@code "work"}
   */
  public JsonNode filterValue() {
    return conditions.get(0).json();
  }

  /**
   * Removes the value at this path, like {@code remove} in RFC 7644 section 3.5.2.2: every element
   * that meets the filter, or its sub-attribute.
   *
   * @param resource the resource to change
   */
  public void remove(ObjectNode resource) {
    if (schema == null) {
      removeIn(resource);
      return;
    }
    if (Fields.get(resource, schema) instanceof ObjectNode extension) {
      removeIn(extension);
    }
    if (schema.equals(SchemaUrn.ENTERPRISE_USER)) {
      // See read.
      removeIn(resource);
    }
  }

  private void removeIn(ObjectNode holder) {
    JsonNode value = Fields.get(holder, attribute);
    if (conditions.isEmpty() && subAttribute == null) {
      Fields.remove(holder, attribute);
    } else if (value instanceof ArrayNode values) {
      for (int i = values.size() - 1; i >= 0; i--) {
        if (values.get(i) instanceof ObjectNode element && meets(element)) {
          if (subAttribute == null) {
            values.remove(i);
          } else {
            Fields.remove(element, subAttribute);
          }
        }
      }
      if (values.isEmpty()) {
        Fields.remove(holder, attribute);
      }
    } else if (value instanceof ObjectNode object && subAttribute != null) {
      Fields.remove(object, subAttribute);
    }
  }

  /**
   * Writes a value at this path. Creates the extension, the complex attribute, or the element of a
   * multi-valued attribute, which gets the values of the filter. Paths with the same filter share
   * one element.
   *
   * @param resource the resource to change
   * @param value the value, as {@link ScimSchema#coerce} returns it
   */
  public void put(ObjectNode resource, JsonNode value) {
    ObjectNode holder = schema == null ? resource : Fields.objectIn(resource, schema);
    if (!conditions.isEmpty()) {
      ObjectNode element = elementIn(Fields.arrayIn(holder, attribute));
      if (subAttribute != null) {
        Fields.set(element, subAttribute, value);
      } else if (value instanceof ObjectNode object) {
        object.properties().forEach(part -> Fields.set(element, part.getKey(), part.getValue()));
      } else {
        Fields.set(element, "value", value);
      }
    } else if (subAttribute == null) {
      Fields.set(holder, attribute, value);
    } else if (Fields.get(holder, attribute) instanceof ArrayNode || isMultiValued()) {
      ArrayNode values = Fields.arrayIn(holder, attribute);
      ObjectNode first =
          values.get(0) instanceof ObjectNode object ? object : values.insertObject(0);
      Fields.set(first, subAttribute, value);
    } else {
      Fields.set(Fields.objectIn(holder, attribute), subAttribute, value);
    }
  }

  private boolean isMultiValued() {
    ScimAttribute definition = Rfc7643.find(schema, attribute);
    return definition != null && definition.multiValued();
  }

  private ObjectNode elementIn(ArrayNode values) {
    for (JsonNode value : values) {
      if (value instanceof ObjectNode object && meets(object)) {
        return object;
      }
    }
    ObjectNode added = values.addObject();
    conditions.forEach(condition -> added.set(condition.attribute(), condition.json()));
    return added;
  }

  private boolean meets(ObjectNode element) {
    return conditions.stream().allMatch(condition -> condition.isMetBy(element));
  }

  /**
   * Reads the value at this path. An attribute of the enterprise extension is also found at the top
   * level, where ZIA repeats the department (Zscaler, SCIM API Examples).
   *
   * @param resource a resource in an answer
   * @return the value; null if there is none, also for {@code null} and an empty list (RFC 7643,
   *     section 2.5)
   */
  public @Nullable JsonNode read(ObjectNode resource) {
    if (schema == null) {
      return readIn(resource);
    }
    JsonNode inExtension =
        Fields.get(resource, schema) instanceof ObjectNode extension ? readIn(extension) : null;
    if (inExtension == null && schema.equals(SchemaUrn.ENTERPRISE_USER)) {
      return readIn(resource);
    }
    return inExtension;
  }

  private @Nullable JsonNode readIn(ObjectNode holder) {
    JsonNode value = Fields.get(holder, attribute);
    if (value instanceof ArrayNode values && (!conditions.isEmpty() || subAttribute != null)) {
      value = firstThatMeets(values);
    } else if (value != null && !conditions.isEmpty()) {
      value = null;
    }
    if (value instanceof ObjectNode object && subAttribute != null) {
      value = Fields.get(object, subAttribute);
    } else if (value != null && subAttribute != null && !subAttribute.equals("value")) {
      value = null;
    }
    return value == null || value.isNull() || (value.isArray() && value.isEmpty()) ? null : value;
  }

  /** The first element that meets the filter and has the sub-attribute. */
  private @Nullable JsonNode firstThatMeets(ArrayNode values) {
    for (JsonNode element : values) {
      if (element instanceof ObjectNode object
          && meets(object)
          && (subAttribute == null || Fields.get(object, subAttribute) != null)) {
        return object;
      }
    }
    return null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ScimPath path && key.equals(path.key);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(key);
  }

  /**
   * The path in canonical form: the input of {@link #parse}, and the {@code path} of a PATCH
   * operation (RFC 7644, section 3.5.2).
   *
   * @return the text
   */
  @Override
  public String toString() {
    return write(name -> name, ValueCondition::toString);
  }

  private String write(UnaryOperator<String> names, Function<ValueCondition, String> filter) {
    StringBuilder out = new StringBuilder();
    if (schema != null) {
      out.append(names.apply(schema)).append(':');
    }
    out.append(names.apply(attribute));
    if (!conditions.isEmpty()) {
      out.append(conditions.stream().map(filter).collect(Collectors.joining(" and ", "[", "]")));
    }
    if (subAttribute != null) {
      out.append('.').append(names.apply(subAttribute));
    }
    return out.toString();
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
