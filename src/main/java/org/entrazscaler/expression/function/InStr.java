package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.optional;
import static org.entrazscaler.expression.function.Parameter.required;

import org.jspecify.annotations.Nullable;

/**
 * {@code InStr}, as in Visual Basic .NET: 0 if value2 is not found; null counts as an empty text;
 * an empty value2 is found at the start. The default is vbBinaryCompare.
 */
final class InStr extends SimpleFunction {

  InStr() {
    super(
        Signature.of(
            "InStr",
            ValueType.NUMBER,
            "The 1-based position of the first value2 in value1 at or after start; 0 if there"
                + " is none.",
            required("value1", ValueType.TEXT),
            required("value2", ValueType.TEXT),
            optional("start", ValueType.NUMBER),
            optional("compareType", ValueType.COMPARE_TYPE)));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    String text = textOrEmpty(call, 0);
    String sought = textOrEmpty(call, 1);
    Long start = call.number(2);
    boolean ignoreCase = "vbTextCompare".equals(call.text(3));
    if (start != null && start < 1) {
      throw call.failure("start must be 1 or more, but is " + start);
    }
    if (start != null && start > text.length() || text.isEmpty()) {
      return 0L;
    }
    int first = start == null ? 0 : (int) (start - 1);
    return Substrings.find(call, text, sought, first, ignoreCase) + 1L;
  }

  @Override
  public Evaluation prepare(CallSite site) {
    Long start = Values.number(site.literal(2));
    if (start != null && start < 1) {
      site.error(2, "`start` must be 1 or more: the first character has position 1");
    }
    return super.prepare(site);
  }

  private static String textOrEmpty(Call call, int index) {
    String text = call.text(index);
    return text == null ? "" : text;
  }
}
