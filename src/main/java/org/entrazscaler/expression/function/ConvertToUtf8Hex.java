package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** {@code ConvertToUTF8Hex}. */
final class ConvertToUtf8Hex extends TextFunction {

  ConvertToUtf8Hex() {
    super(
        Signature.of(
            "ConvertToUTF8Hex",
            ValueType.TEXT,
            "The UTF-8 bytes of the source as hexadecimal digits in upper case.",
            required("source", ValueType.TEXT)));
  }

  @Override
  String apply(String source, Call call) {
    return HexFormat.of().withUpperCase().formatHex(source.getBytes(StandardCharsets.UTF_8));
  }
}
