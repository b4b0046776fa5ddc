package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import org.jspecify.annotations.Nullable;

/**
 * {@code Redact}: the value is sent unchanged. {@code Expression.functionNames()} tells whether it
 * must not be logged.
 */
final class Redact extends SimpleFunction {

  Redact() {
    super(
        Signature.of(
            "Redact",
            ValueType.ANY,
            "The value unchanged; in the provisioning log it is shown as [Redact].",
            required("value", ValueType.ANY)));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    return call.value(0);
  }
}
