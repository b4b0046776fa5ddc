package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.optional;
import static org.entrazscaler.expression.function.Parameter.required;

import org.jspecify.annotations.Nullable;

/** {@code Coalesce}: an empty text is not null and therefore a result, as the page says. */
final class Coalesce extends SimpleFunction {

  Coalesce() {
    super(
        Signature.of(
                "Coalesce",
                ValueType.ANY,
                "The first argument that is not null; the last one is the default and may be"
                    + " \"\".",
                required("source1", ValueType.ANY),
                optional("source2", ValueType.ANY))
            .repeatingLast(1));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    for (int i = 0; i < call.count(); i++) {
      Object value = call.value(i);
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
