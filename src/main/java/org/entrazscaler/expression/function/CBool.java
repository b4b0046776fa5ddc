package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import org.jspecify.annotations.Nullable;

/** {@code CBool}: every value that is neither true nor a number other than zero is False. */
final class CBool extends SimpleFunction {

  CBool() {
    super(
        Signature.of(
            "CBool",
            ValueType.BOOLEAN,
            "True if the comparison is true, or if the value is True or a number other than"
                + " zero.",
            required("expression", ValueType.CONDITION)));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    return Values.isTrue(call.value(0));
  }
}
