package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

/** {@code IsNullOrEmpty}: the inverse of {@code IsPresent}. */
final class IsNullOrEmpty extends SimpleFunction {

  IsNullOrEmpty() {
    super(
        Signature.of(
            "IsNullOrEmpty",
            ValueType.BOOLEAN,
            "True if the attribute is absent or an empty text.",
            required("expression", ValueType.ANY)));
  }

  @Override
  Object evaluate(Call call) {
    Object value = call.value(0);
    return Values.isNullOrEmpty(value);
  }
}
