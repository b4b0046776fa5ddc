package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.optional;
import static org.entrazscaler.expression.function.Parameter.required;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** {@code ToLower} and {@code ToUpper}, with the rules of {@link LetterCase}. */
final class CaseFunction implements ExpressionFunction {

  private final Signature signature;
  private final BiFunction<LetterCase, String, String> conversion;

  private CaseFunction(
      String name, String description, BiFunction<LetterCase, String, String> conversion) {
    this.conversion = conversion;
    this.signature =
        Signature.of(
            name,
            ValueType.TEXT,
            description,
            required("source", ValueType.TEXT),
            optional("culture", ValueType.TEXT));
  }

  static CaseFunction toLower() {
    return new CaseFunction(
        "ToLower",
        "The source in lower case, by the rules of the culture (RFC 4646 name); without"
            + " culture, by invariant rules.",
        LetterCase::lower);
  }

  static CaseFunction toUpper() {
    return new CaseFunction(
        "ToUpper",
        "The source in upper case, by the rules of the culture (RFC 4646 name); without"
            + " culture, by invariant rules.",
        LetterCase::upper);
  }

  @Override
  public Signature signature() {
    return signature;
  }

  @Override
  public Evaluation prepare(CallSite site) {
    if (!site.has(1)) {
      return call -> convert(call, LetterCase.INVARIANT);
    }
    Object literal = site.literal(1);
    if (literal == null) {
      return call -> convert(call, culture(call));
    }
    LetterCase letterCase = LetterCase.of(Values.text(literal));
    if (letterCase == null) {
      site.error(
          1, "`" + literal + "` is not the name of a culture; expected a value such as `en-US`");
      return call -> null;
    }
    return call -> convert(call, letterCase);
  }

  private @Nullable Object convert(Call call, LetterCase letterCase) {
    return TextFunction.each(call.value(0), text -> conversion.apply(letterCase, text));
  }

  private static LetterCase culture(Call call) {
    String name = call.text(1);
    LetterCase letterCase = LetterCase.of(name == null ? "" : name);
    if (letterCase == null) {
      throw call.failure(
          Values.quoted(name == null ? "" : name) + " is not the name of a culture, such as en-US");
    }
    return letterCase;
  }
}
