package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import java.time.LocalDateTime;
import java.util.function.Function;

/** {@code DateDiff}. Null if a date is null. */
final class DateDiff implements ExpressionFunction {

  private static final Signature SIGNATURE =
      Signature.of(
          "DateDiff",
          ValueType.NUMBER,
          "date2 minus date1 in yyyy, m, d, ww, h, n or s; positive if date2 is later.",
          required("interval", ValueType.TEXT),
          required("date1", ValueType.DATE),
          required("date2", ValueType.DATE));

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Evaluation prepare(CallSite site) {
    Function<Call, Interval> interval = Interval.of(site);
    return call -> {
      LocalDateTime first = Dates.read(call, 1);
      LocalDateTime second = Dates.read(call, 2);
      Interval known = interval.apply(call);
      return first == null || second == null ? null : Long.valueOf(known.between(first, second));
    };
  }
}
