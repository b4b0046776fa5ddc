package org.entrazscaler.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The value of an attribute of the source object. */
record AttributeNode(int offset, int length, String name) implements Node {

  @Override
  public @Nullable Object evaluate(Attributes attributes, EvaluationContext context) {
    Object value = attributes.value(name);
    if (value == null
        || value instanceof String
        || value instanceof Boolean
        || value instanceof Long) {
      return value;
    }
    if (value instanceof List<?> list) {
      return list.isEmpty() ? null : list;
    }
    throw new EvaluationException(
        "The attribute ["
            + name
            + "] is neither text, number, Boolean nor a list of texts, but a "
            + value.getClass().getSimpleName(),
        offset,
        length);
  }
}
