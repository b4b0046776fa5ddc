package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import org.jspecify.annotations.Nullable;

/** {@code BitAnd}: the common bits of two 64-bit numbers; null if a number is missing. */
final class BitAnd extends SimpleFunction {

  BitAnd() {
    super(
        Signature.of(
            "BitAnd",
            ValueType.NUMBER,
            "The bits that are set in both numbers.",
            required("value1", ValueType.NUMBER),
            required("value2", ValueType.NUMBER)));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    Long first = call.number(0);
    Long second = call.number(1);
    return first == null || second == null ? null : Long.valueOf(first & second);
  }
}
