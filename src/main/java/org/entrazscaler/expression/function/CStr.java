package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

/** {@code CStr}: a Boolean is {@code True} or {@code False}. */
final class CStr extends TextFunction {

  CStr() {
    super(
        Signature.of(
            "CStr", ValueType.TEXT, "The value as text.", required("value", ValueType.ANY)));
  }

  @Override
  String apply(String source, Call call) {
    return source;
  }
}
