package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code Item}. Index 0 "should not be used" and is an error, like negative ones. Beyond the last
 * value the result is null: that is not documented, Entra Connect's function of this name fails,
 * but an object with fewer values than another is no fault of its own, and nothing is to be sent.
 */
final class Item extends SimpleFunction {

  Item() {
    super(
        Signature.of(
            "Item",
            ValueType.TEXT,
            "The value with this 1-based index; null when there are fewer.",
            required("attribute", ValueType.VALUES),
            required("index", ValueType.NUMBER)));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    Long index = call.number(1);
    if (index == null || index < 1) {
      throw call.failure(
          "the index of the first value is 1, and it is " + (index == null ? "empty" : index));
    }
    List<String> values = call.values(0);
    return index > values.size() ? null : values.get((int) (index - 1));
  }

  @Override
  public Evaluation prepare(CallSite site) {
    Long index = Values.number(site.literal(1));
    if (index != null && index < 1) {
      site.error(1, "`index` is 1 or more: the first value has index 1");
    }
    return super.prepare(site);
  }
}
