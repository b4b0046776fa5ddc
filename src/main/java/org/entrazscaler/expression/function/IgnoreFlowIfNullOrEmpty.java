package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import org.entrazscaler.expression.IgnoredFlow;
import org.jspecify.annotations.Nullable;

/**
 * {@code IgnoreFlowIfNullOrEmpty}. Also inside another function, the whole attribute is left out of
 * the request.
 */
final class IgnoreFlowIfNullOrEmpty extends SimpleFunction {

  IgnoreFlowIfNullOrEmpty() {
    super(
        Signature.of(
            "IgnoreFlowIfNullOrEmpty",
            ValueType.ANY,
            "The value; if it is null or empty, the attribute is left out of the request.",
            required("expression", ValueType.ANY)));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    Object value = call.value(0);
    return Values.isNullOrEmpty(value) ? IgnoredFlow.INSTANCE : value;
  }
}
