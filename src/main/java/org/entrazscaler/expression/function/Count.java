package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import org.jspecify.annotations.Nullable;

/** {@code Count}: a single value counts as one, an absent attribute has none. */
final class Count extends SimpleFunction {

  Count() {
    super(
        Signature.of(
            "Count",
            ValueType.NUMBER,
            "The number of values.",
            required("attribute", ValueType.VALUES)));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    return (long) call.values(0).size();
  }
}
