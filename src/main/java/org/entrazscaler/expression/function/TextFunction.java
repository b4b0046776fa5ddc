package org.entrazscaler.expression.function;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function of a text, which is its first argument. Null gives null; each value of a multi-valued
 * source is converted separately.
 */
abstract class TextFunction extends SimpleFunction {

  TextFunction(Signature signature) {
    super(signature);
  }

  @Override
  final @Nullable Object evaluate(Call call) {
    return each(call.value(0), source -> apply(source, call));
  }

  /** The result for one text; null if there is none. */
  abstract @Nullable String apply(String source, Call call);

  /** Applies a rule to a single value, or to each value of a list. */
  static @Nullable Object each(@Nullable Object source, Rule rule) {
    if (source == null) {
      return null;
    }
    if (!(source instanceof List<?> list)) {
      return rule.apply(Values.text(source));
    }
    List<String> results = new ArrayList<>(list.size());
    for (Object value : list) {
      String result = rule.apply(Values.text(value));
      if (result != null) {
        results.add(result);
      }
    }
    return results.isEmpty() ? null : List.copyOf(results);
  }

  /** Converts one text. */
  @FunctionalInterface
  interface Rule {
    @Nullable String apply(String source);
  }
}
