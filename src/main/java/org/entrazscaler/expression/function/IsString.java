package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

/** {@code IsString}: false for numbers, Booleans, multi-valued attributes and null. */
final class IsString extends SimpleFunction {

  IsString() {
    super(
        Signature.of(
            "IsString",
            ValueType.BOOLEAN,
            "True if the value is a text.",
            required("expression", ValueType.ANY)));
  }

  @Override
  Object evaluate(Call call) {
    Object value = call.value(0);
    return value instanceof String;
  }
}
