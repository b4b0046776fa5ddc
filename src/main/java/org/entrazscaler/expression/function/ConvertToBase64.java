package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * {@code ConvertToBase64}: "Unicode" means UTF-16, little-endian, as the documented example shows.
 */
final class ConvertToBase64 extends TextFunction {

  ConvertToBase64() {
    super(
        Signature.of(
            "ConvertToBase64",
            ValueType.TEXT,
            "The Base64 form of the UTF-16LE bytes of the source.",
            required("source", ValueType.TEXT)));
  }

  @Override
  String apply(String source, Call call) {
    return Base64.getEncoder().encodeToString(source.getBytes(StandardCharsets.UTF_16LE));
  }
}
