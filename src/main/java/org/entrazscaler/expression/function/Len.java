package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import org.jspecify.annotations.Nullable;

/**
 * {@code Len}. The 2026 edition of the expressions reference lists it without rules. These are from
 * the functions reference of Microsoft Entra Connect Sync, "returns number of characters in a
 * string"; counted in UTF-16 units as in .NET, and 0 for null as in Visual Basic.
 */
final class Len extends SimpleFunction {

  Len() {
    super(
        Signature.of(
            "Len",
            ValueType.NUMBER,
            "The number of characters; 0 for null.",
            required("source", ValueType.TEXT)));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    String source = call.text(0);
    return source == null ? 0L : (long) source.length();
  }
}
