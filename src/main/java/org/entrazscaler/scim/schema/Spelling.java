package org.entrazscaler.scim.schema;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The letter case of attribute names in RFC 7643. */
final class Spelling {

  private Spelling() {}

  static String attribute(@Nullable String schema, String name) {
    ScimAttribute definition = Rfc7643.find(schema, name);
    return definition == null ? name : definition.name();
  }

  static UnaryOperator<String> subAttribute(@Nullable String schema, String attribute) {
    ScimAttribute definition = Rfc7643.find(schema, attribute);
    return name -> {
      ScimAttribute part = definition == null ? null : definition.subAttribute(name);
      return part == null ? name : part.name();
    };
  }
}
