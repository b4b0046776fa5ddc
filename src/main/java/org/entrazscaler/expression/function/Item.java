package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code Item}. Index 0 "should not be used" and is an error, like a negative index. The result of
 * an index after the last value is not documented. It is null here, because it is normal that an
 * object has fewer values than another one (the function of Entra Connect fails).
 */
final class Item extends SimpleFunction {

  Item() {
    super(
        Signature.of(
            "Item",
            ValueType.TEXT,
            "The value with this 1-based index; null if there are fewer values.",
            required("attribute", ValueType.VALUES),
            required("index", ValueType.NUMBER)));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    Long index = call.number(1);
    if (index == null || index < 1) {
      throw call.failure(
          "the index must be 1 or more, but is " + (index == null ? "empty" : index));
    }
    List<String> values = call.values(0);
    return index > values.size() ? null : values.get((int) (index - 1));
  }

  @Override
  public Evaluation prepare(CallSite site) {
    Long index = Values.number(site.literal(1));
    if (index != null && index < 1) {
      site.error(1, "`index` must be 1 or more: the first value has index 1");
    }
    return super.prepare(site);
  }
}
