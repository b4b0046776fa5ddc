package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import java.time.LocalDateTime;
import org.entrazscaler.expression.dotnet.DotNetDate;
import org.jspecify.annotations.Nullable;

/**
 * {@code CDate}. A text that is not a date is an error, as in .NET's {@code DateTime.Parse}; null
 * and an empty text give null.
 */
final class CDate extends SimpleFunction {

  CDate() {
    super(
        Signature.of(
            "CDate",
            ValueType.DATE,
            "The date and time in UTC, as M/d/yyyy h:mm:ss tt; a text without an offset is in"
                + " UTC.",
            required("expression", ValueType.TEXT)));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    LocalDateTime date = Dates.read(call, 0);
    return date == null ? null : DotNetDate.format(date);
  }
}
