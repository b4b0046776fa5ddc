package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import org.jspecify.annotations.Nullable;

/**
 * {@code IIF}. A comparison with a side that is null or empty is false. Conditions such as {@code
 * IsNullOrEmpty([x])}, which the page calls unsupported, are evaluated, because their meaning is
 * clear. Only the selected value is evaluated.
 */
final class Iif extends SimpleFunction {

  Iif() {
    super(
        Signature.of(
            "IIF",
            ValueType.ANY,
            "valueIfTrue if the condition is true, else valueIfFalse; a comparison with an"
                + " empty value is false.",
            required("condition", ValueType.CONDITION),
            required("valueIfTrue", ValueType.ANY),
            required("valueIfFalse", ValueType.ANY)));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    return call.value(Values.isTrue(call.value(0)) ? 1 : 2);
  }
}
