package org.entrazscaler.expression.function;

import static java.time.ZoneOffset.UTC;

import java.time.LocalDateTime;
import org.entrazscaler.expression.dotnet.DotNetDate;
import org.jspecify.annotations.Nullable;

/** {@code Now}. */
final class Now extends SimpleFunction {

  Now() {
    super(
        Signature.of(
            "Now", ValueType.DATE, "The current time in UTC, as 7/2/2021 3:33:38" + " PM."));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    return DotNetDate.format(LocalDateTime.ofInstant(call.context().clock().instant(), UTC));
  }
}
