package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import org.jspecify.annotations.Nullable;

/**
 * {@code Not}. The text is parsed like in .NET's {@code bool.TryParse}, in any letter case. Every
 * value that is neither true nor false, also null, gives True, as documented.
 */
final class Not extends SimpleFunction {

  Not() {
    super(
        Signature.of(
            "Not",
            ValueType.BOOLEAN,
            "False if the source is True; True for everything else.",
            required("source", ValueType.BOOLEAN)));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    String source = call.text(0);
    return source == null || !source.strip().equalsIgnoreCase("true");
  }
}
