package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import org.entrazscaler.expression.dotnet.DotNetDate;
import org.jspecify.annotations.Nullable;

/**
 * {@code DateFromNum}: .NET's {@code DateTime.FromFileTimeUtc}. Negative numbers, and numbers after
 * the year 9999, such as the "never" of {@code accountExpires}, are an error there and here.
 */
final class DateFromNum extends SimpleFunction {

  DateFromNum() {
    super(
        Signature.of(
            "DateFromNum",
            ValueType.DATE,
            "The date of a Windows file time (100 ns since 1601-01-01 UTC), as M/d/yyyy h:mm:ss tt.",
            required("value", ValueType.NUMBER)));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    Long value = call.number(0);
    if (value == null) {
      return null;
    }
    if (value < 0 || value > Dates.LAST_FILE_TIME) {
      throw call.failure(value + " is not a file time between the years 1601 and 9999");
    }
    return DotNetDate.format(Dates.fromFileTime(value));
  }
}
