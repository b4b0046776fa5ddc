package org.entrazscaler.scim.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * One comparison by {@code eq} in the filter of a {@link ScimPath}, such as {@code type eq "work"}.
 *
 * @param attribute the compared sub-attribute
 * @param value the required value as text; {@code true} or {@code false} for {@code primary}
 */
public record ValueCondition(String attribute, String value) {

  /** Converts the only Boolean sub-attribute (RFC 7643, section 2.4) to the letter case of JSON. */
  public ValueCondition {
    if (attribute.equalsIgnoreCase("primary")) {
      value = value.toLowerCase(Locale.ROOT);
    }
  }

  ValueCondition spelled(UnaryOperator<String> spelling) {
    return new ValueCondition(spelling.apply(attribute), value);
  }

  /** The value in the form of a resource; Entra writes {@code primary eq "True"}. */
  JsonNode json() {
    return isBoolean() ? BooleanNode.valueOf(value.equals("true")) : TextNode.valueOf(value);
  }

  boolean isMetBy(ObjectNode element) {
    JsonNode actual = Fields.get(element, attribute);
    if (actual == null || !actual.isValueNode() || actual.isNull()) {
      // RFC 7643, section 2.4: an absent "primary" is false.
      return isBoolean() && value.equals("false");
    }
    return isExact() ? actual.asText().equals(value) : actual.asText().equalsIgnoreCase(value);
  }

  String key() {
    String name = attribute.toLowerCase(Locale.ROOT);
    return name + " eq " + (isExact() ? value : value.toLowerCase(Locale.ROOT));
  }

  private boolean isBoolean() {
    return attribute.equalsIgnoreCase("primary") && (value.equals("true") || value.equals("false"));
  }

  // The type of a value ignores case (RFC 7643, section 8.7.1); a value can be an id, which does
  // not.
  private boolean isExact() {
    return attribute.equalsIgnoreCase("value");
  }

  /** The comparison in the syntax of RFC 7644, section 3.4.2.2. */
  @Override
  public String toString() {
    return attribute + " eq " + json();
  }
}
