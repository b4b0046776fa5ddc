package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import org.entrazscaler.expression.dotnet.LimitedText;

/**
 * {@code Join}. Empty values add neither text nor separator, as the documented example {@code
 * Join(", ", "", [surname], [givenName])} = {@code Doe, John} shows. If all are empty, the result
 * is an empty text, as with .NET's {@code String.Join}.
 */
final class Join extends SimpleFunction {

  Join() {
    super(
        Signature.of(
                "Join",
                ValueType.TEXT,
                "All values that are not empty, with the separator between them; a"
                    + " multi-valued source gives all its values.",
                required("separator", ValueType.TEXT),
                required("source1", ValueType.ANY))
            .repeatingLast(1));
  }

  @Override
  Object evaluate(Call call) {
    String separator = call.text(0);
    LimitedText result = Substrings.limited(call);
    for (int i = 1; i < call.count(); i++) {
      for (String value : call.values(i)) {
        if (!value.isEmpty()) {
          if (!result.isEmpty() && separator != null) {
            result.append(separator);
          }
          result.append(value);
        }
      }
    }
    return result.toString();
  }
}
