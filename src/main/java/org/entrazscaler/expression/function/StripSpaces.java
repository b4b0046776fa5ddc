package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import org.jspecify.annotations.Nullable;

/** {@code StripSpaces}: only the character U+0020, as the page says, no tabs or other blanks. */
final class StripSpaces extends TextFunction {

  StripSpaces() {
    super(
        Signature.of(
            "StripSpaces",
            ValueType.TEXT,
            "The source without its space characters.",
            required("source", ValueType.TEXT)));
  }

  @Override
  @Nullable String apply(String source, Call call) {
    return source.replace(" ", "");
  }
}
