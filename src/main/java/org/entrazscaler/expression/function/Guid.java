package org.entrazscaler.expression.function;

import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** {@code Guid}. */
final class Guid extends SimpleFunction {

  Guid() {
    super(
        Signature.of(
            "Guid", ValueType.TEXT, "A new random GUID, as 00aa00aa-bb11-4c22-9d33-44ee44ee44ee."));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    RandomGenerator random = call.context().random();
    long high = random.nextLong() & ~0xF000L | 0x4000L;
    long low = random.nextLong() & ~(0b11L << 62) | 0b10L << 62;
    return new UUID(high, low).toString();
  }
}
