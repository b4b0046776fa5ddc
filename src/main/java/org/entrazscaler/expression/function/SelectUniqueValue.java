package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code SelectUniqueValue}. In Entra it is only for HR-driven provisioning to Active Directory;
 * here it works for every target. A rule without a value is skipped. If every value is taken, the
 * evaluation fails, and the object is parked.
 */
final class SelectUniqueValue extends SimpleFunction {

  SelectUniqueValue() {
    super(
        Signature.of(
                "SelectUniqueValue",
                ValueType.TEXT,
                "The value of the first rule that no object of the target has; allowed only"
                    + " as the whole expression.",
                required("uniqueValueRule1", ValueType.TEXT),
                required("uniqueValueRule2", ValueType.TEXT))
            .repeatingLast(1));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < call.count(); i++) {
      String value = call.text(i);
      if (value != null && !value.isEmpty()) {
        if (!call.context().uniqueValues().taken(value)) {
          return value;
        }
        taken.add(value);
      }
    }
    if (taken.isEmpty()) {
      return null;
    }
    throw call.failure(
        "every value is taken in the target: " + Values.quoted(String.join(", ", taken)));
  }

  @Override
  public Evaluation prepare(CallSite site) {
    if (site.nested()) {
      site.error(-1, "SelectUniqueValue must be the whole expression, not inside another function");
    }
    return super.prepare(site);
  }
}
