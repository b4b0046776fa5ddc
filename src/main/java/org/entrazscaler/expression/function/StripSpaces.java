package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import org.jspecify.annotations.Nullable;

/** {@code StripSpaces}: removes only U+0020, as the page says, no tabs or other white space. */
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
