package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.optional;
import static org.entrazscaler.expression.function.Parameter.required;

import org.jspecify.annotations.Nullable;

/**
 * {@code Switch}. A null source counts as empty, so that the documented key {@code ""} matches
 * both; a null key matches an empty source too. Only the selected value is evaluated.
 */
final class Switch extends SimpleFunction {

  Switch() {
    super(
        Signature.of(
                "Switch",
                ValueType.ANY,
                "The value after the first key that equals the source (case-sensitive; the"
                    + " key \"\" for an empty or absent source), else the default.",
                required("source", ValueType.TEXT),
                optional("defaultValue", ValueType.ANY),
                required("key1", ValueType.TEXT),
                required("value1", ValueType.ANY))
            .repeatingLast(2));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    String source = textOrEmpty(call, 0);
    for (int i = 2; i + 1 < call.count(); i += 2) {
      if (source.equals(textOrEmpty(call, i))) {
        return call.value(i + 1);
      }
    }
    return call.value(1);
  }

  private static String textOrEmpty(Call call, int index) {
    String text = call.text(index);
    return text == null ? "" : text;
  }
}
