package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import org.jspecify.annotations.Nullable;

/**
 * {@code Not}. The text is read as .NET's {@code bool.TryParse} reads it, in any case; what is
 * neither true nor false, null included, gives True as documented.
 */
final class Not extends SimpleFunction {

  Not() {
    super(
        Signature.of(
            "Not",
            ValueType.BOOLEAN,
            "False when the source is True, True for everything else.",
            required("source", ValueType.BOOLEAN)));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    String source = call.text(0);
    return source == null || !source.strip().equalsIgnoreCase("true");
  }
}
