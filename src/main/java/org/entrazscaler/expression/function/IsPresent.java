package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

/** {@code IsPresent}: the inverse of {@code IsNullOrEmpty}. */
final class IsPresent extends SimpleFunction {

  IsPresent() {
    super(
        Signature.of(
            "IsPresent",
            ValueType.BOOLEAN,
            "True if the value is neither absent nor empty.",
            required("expression", ValueType.ANY)));
  }

  @Override
  Object evaluate(Call call) {
    Object value = call.value(0);
    return !Values.isNullOrEmpty(value);
  }
}
