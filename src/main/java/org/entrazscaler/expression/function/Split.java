package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code Split}. The items are trimmed, as the documented example shows. Empty items between two
 * delimiters are kept, as in .NET's {@code String.Split}, so that {@code Item} finds the right
 * field. An empty source has no values and gives null.
 */
final class Split extends SimpleFunction {

  Split() {
    super(
        Signature.of(
            "Split",
            ValueType.VALUES,
            "The parts of the source between the delimiters, without white space at their"
                + " ends.",
            required("source", ValueType.TEXT),
            required("delimiter", ValueType.TEXT)));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    String delimiter = call.text(1);
    List<String> items = new ArrayList<>();
    for (String source : call.values(0)) {
      if (!source.isEmpty()) {
        split(call, source, delimiter == null ? "" : delimiter, items);
      }
    }
    return items.isEmpty() ? null : List.copyOf(items);
  }

  private static void split(Call call, String source, String delimiter, List<String> items) {
    Substrings.limitWork(call, source, delimiter);
    int begin = 0;
    int end = delimiter.isEmpty() ? -1 : source.indexOf(delimiter);
    while (end >= 0) {
      items.add(source.substring(begin, end).strip());
      begin = end + delimiter.length();
      end = source.indexOf(delimiter, begin);
    }
    items.add(source.substring(begin).strip());
  }
}
