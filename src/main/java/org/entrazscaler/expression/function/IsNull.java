package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

/** {@code IsNull}: an empty text is a value. */
final class IsNull extends SimpleFunction {

  IsNull() {
    super(
        Signature.of(
            "IsNull",
            ValueType.BOOLEAN,
            "True if the attribute is absent.",
            required("expression", ValueType.ANY)));
  }

  @Override
  Object evaluate(Call call) {
    Object value = call.value(0);
    return value == null;
  }
}
