package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import org.jspecify.annotations.Nullable;

/**
 * {@code Append}. The result for a null source is not documented. It is null here, because a suffix
 * alone, such as {@code "@contoso.com"}, would be a wrong value.
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
