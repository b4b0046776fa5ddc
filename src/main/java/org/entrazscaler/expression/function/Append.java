package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import org.jspecify.annotations.Nullable;

/**
 * {@code Append}. What it does with a null source is not documented: the result is null, because a
 * suffix without the value it belongs to ({@code "@contoso.com"}) would name somebody else.
 */
final class Append extends TextFunction {

  Append() {
    super(
        Signature.of(
            "Append",
            ValueType.TEXT,
            "The source followed by the suffix.",
            required("source", ValueType.TEXT),
            required("suffix", ValueType.TEXT)));
  }

  @Override
  @Nullable String apply(String source, Call call) {
    String suffix = call.text(1);
    return suffix == null ? source : source.concat(suffix);
  }
}
