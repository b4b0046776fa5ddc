package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** {@code NumFromDate}: .NET's {@code DateTime.ToFileTimeUtc}. */
final class NumFromDate extends SimpleFunction {

  NumFromDate() {
    super(
        Signature.of(
            "NumFromDate",
            ValueType.NUMBER,
            "The Windows file time (100 ns since 1601-01-01 UTC) of a date in ISO 8601 form.",
            required("value", ValueType.DATE)));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    LocalDateTime date = Dates.read(call, 0);
    if (date == null) {
      return null;
    }
    long fileTime = Dates.toFileTime(date);
    if (fileTime < 0) {
      throw call.failure("a date before 1601 has no file time");
    }
    return fileTime;
  }
}
