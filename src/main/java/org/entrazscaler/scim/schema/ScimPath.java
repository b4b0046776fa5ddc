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
 * The place of one value in a SCIM resource, as RFC 7644, section 3.5.2 writes it in PATCH and as
 * Entra writes it in an attribute mapping: {@code userName}, {@code name.givenName}, {@code
 * emails[type eq "work"].value}, {@code
 * urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department}.
 *
 * <p>Immutable. Two paths are equal if they mean the same place: names of attributes and schemas
 * ignore case (RFC 7643, section 2.1), the order of conditions does not count, and the URN of a
 * core schema in front says nothing.
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
   * Reads a path.
   *
   * @param text the path, without blanks around it
   * @return the path, its attributes in the spelling of RFC 7643 where that has them
   * @throws LanguageException if the text is no path, or has a filter that does not say which value
   *     is meant (anything but {@code eq} joined by {@code and})
   */
  public static ScimPath parse(String text) {
    return new ScimPathParser(text).parse();
  }

  /** Puts the parts into the catalogue's spelling and order. */
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
   * The schema extension that holds the attribute.
   *
   * @return its URN, or null if the attribute belongs to the resource's core schema
   */
  public @Nullable String schema() {
    return schema;
  }

  /**
   * The attribute's name, without schema, filter and sub-attribute.
   *
   * @return for example {@code emails}
   */
  public String attribute() {
    return attribute;
  }

  /**
   * What the value of a multi-valued attribute must fulfil to be meant.
   *
   * @return all hold together; empty if the path has no filter
   */
  public List<ValueCondition> conditions() {
    return conditions;
  }

  /**
   * The part of a complex attribute.
   *
   * @return for example {@code givenName}, or null if the whole attribute is meant
   */
  public @Nullable String subAttribute() {
    return subAttribute;
  }

  /** The attribute that this path is in, with all its values. */
  public ScimPath wholeAttribute() {
    return new ScimPath(schema, attribute, List.of(), null);
  }

  /**
   * Whether another path chooses the same value of the same multi-valued attribute.
   *
   * @param other the other path
   * @return true if both are parts of one element
   */
  public boolean sharesValue(ScimPath other) {
    return chosen().equals(other.chosen());
  }

  /** The value with all its parts. */
  public ScimPath chosen() {
    return new ScimPath(schema, attribute, conditions, null);
  }

  /**
   * Whether the part is one by which the filter chooses, such as {@code emails[type eq
   * "work"].type}: it says that the element is there, and no more.
   *
   * @return false without a filter
   */
  public boolean isChoosing() {
    return subAttribute != null
        && conditions.stream()
            .anyMatch(condition -> condition.attribute().equalsIgnoreCase(subAttribute));
  }

  /**
   * By what a resource is known to have the value that the filter chooses, whatever parts it has.
   *
   * @param resource a resource as an answer has it
   * @return the part by which the filter chooses it, or null without a filter, or if there is none
   */
  public @Nullable ScimPath choosing(ObjectNode resource) {
    if (conditions.isEmpty() || subAttribute == null || chosen().read(resource) == null) {
      return null;
    }
    return new ScimPath(schema, attribute, conditions, conditions.get(0).attribute());
  }

  /**
   * What a path that {@link #choosing} gave holds.
   *
   * @return such as {@code "work"}
   */
  public JsonNode chosenBy() {
    return conditions.get(0).json();
  }

  /**
   * Takes out what is at this place, as a {@code remove} of RFC 7644 section 3.5.2.2 does: every
   * value that meets the filter, or its part.
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
   * Writes a value at this place and builds what leads there: the extension, the complex attribute,
   * or the element of a multi-valued attribute, which gets the values that the filter asks for.
   * Several paths with the same filter share one element.
   *
   * @param resource the resource to change
   * @param value what to write; as {@link ScimSchema#coerce} makes it
   */
  public void put(ObjectNode resource, JsonNode value) {
    ObjectNode holder = schema == null ? resource : Fields.objectIn(resource, schema);
    if (!conditions.isEmpty()) {
      ObjectNode element = element(Fields.arrayIn(holder, attribute));
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

  private ObjectNode element(ArrayNode values) {
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
   * Reads the value at this place. An attribute of the enterprise extension is also found at the
   * top level, where ZIA repeats the department (Zscaler, SCIM API Examples).
   *
   * @param resource a resource as an answer has it
   * @return the value, or null if the resource has none here, which is also what {@code null} and
   *     an empty list say (RFC 7643, section 2.5)
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

  /** Among several that fulfil the filter, the first that has the sub-attribute. */
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
   * The path in canonical form, which {@link #parse} reads back and which a PATCH operation carries
   * as its {@code path} (RFC 7644, section 3.5.2).
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
