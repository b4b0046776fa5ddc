package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import java.time.LocalDateTime;
import java.util.function.Function;
import org.entrazscaler.expression.dotnet.DotNetDate;

/** {@code DateAdd}. Null if the date or the number is null. */
final class DateAdd implements ExpressionFunction {

  private static final Signature SIGNATURE =
      Signature.of(
          "DateAdd",
          ValueType.DATE,
          "The date plus a number of yyyy, m, d, ww, h, n or s, as M/d/yyyy h:mm:ss tt in"
              + " UTC.",
          required("interval", ValueType.TEXT),
          required("value", ValueType.NUMBER),
          required("dateTime", ValueType.DATE));

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Evaluation prepare(CallSite site) {
    Function<Call, Interval> interval = Interval.of(site);
    return call -> {
      Long value = call.number(1);
      LocalDateTime date = Dates.read(call, 2);
      Interval known = interval.apply(call);
      return value == null || date == null
          ? null
          : DotNetDate.format(Dates.inRange(call, () -> known.add(date, value)));
    };
  }
}
