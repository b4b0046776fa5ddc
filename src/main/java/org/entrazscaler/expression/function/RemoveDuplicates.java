package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code RemoveDuplicates}: values that differ in letter case are different; the order stays. */
final class RemoveDuplicates extends SimpleFunction {

  RemoveDuplicates() {
    super(
        Signature.of(
            "RemoveDuplicates",
            ValueType.VALUES,
            "Each value once.",
            required("attribute", ValueType.VALUES)));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    Object value = call.value(0);
    return value instanceof List<?> list ? List.copyOf(new LinkedHashSet<>(list)) : value;
  }
}
