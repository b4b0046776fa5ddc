package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.optional;
import static org.entrazscaler.expression.function.Parameter.required;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.entrazscaler.expression.dotnet.DateFormat;
import org.entrazscaler.expression.dotnet.DateFormatException;
import org.entrazscaler.expression.dotnet.DateParseStyles;
import org.jspecify.annotations.Nullable;

/**
 * {@code FormatDateTime}: .NET's {@code DateTime.ParseExact} and {@code ToString} in the invariant
 * culture, on a machine whose local time is UTC. A call with three arguments has no styles, as in
 * the Graph function-schema example. A text that does not fit the input format is an error; null
 * and an empty text give null.
 */
final class FormatDateTime implements ExpressionFunction {

  private static final Signature SIGNATURE =
      Signature.of(
          "FormatDateTime",
          ValueType.TEXT,
          "The date, read with inputFormat and written with outputFormat (formats of .NET);"
              + " dateTimeStyles may be omitted with or without its comma.",
          required("source", ValueType.TEXT),
          optional("dateTimeStyles", ValueType.TEXT),
          required("inputFormat", ValueType.TEXT),
          optional("outputFormat", ValueType.TEXT));

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Evaluation prepare(CallSite site) {
    int input = site.count() == 3 ? 1 : 2;
    boolean complete = true;
    for (int i = input; i <= input + 1; i++) {
      if (!site.has(i)) {
        String name = i == input ? "inputFormat" : "outputFormat";
        site.error(i, "`" + name + "` must not be left out: " + SIGNATURE.form());
        complete = false;
      }
    }
    if (!complete) {
      return call -> null;
    }
    Function<Call, DateParseStyles> styles =
        input == 2 && site.has(1)
            ? known(site, 1, "The value of dateTimeStyles ", DateParseStyles::of)
            : call -> DateParseStyles.DEFAULT;
    Function<Call, DateFormat> inputFormat = known(site, input, "The format ", DateFormat::compile);
    Function<Call, DateFormat> outputFormat =
        known(site, input + 1, "The format ", DateFormat::compile);
    return call -> {
      LocalDateTime now = LocalDateTime.ofInstant(call.context().clock().instant(), ZoneOffset.UTC);
      DateParseStyles style = styles.apply(call);
      DateFormat from = inputFormat.apply(call);
      DateFormat to = outputFormat.apply(call);
      return TextFunction.each(
          call.value(0), source -> convert(call, source, style, from, to, now));
    };
  }

  /** Compiles a literal argument once, and any other argument for each object. */
  private static <T> Function<Call, T> known(
      CallSite site, int index, String what, Function<String, T> reading) {
    Object literal = site.literal(index);
    if (literal == null) {
      return call -> {
        String text = call.text(index);
        try {
          return reading.apply(text == null ? "" : text);
        } catch (DateFormatException e) {
          throw call.failure("argument " + (index + 1) + " " + e.getMessage());
        }
      };
    }
    try {
      T value = reading.apply(Values.text(literal));
      return call -> value;
    } catch (DateFormatException e) {
      site.error(index, what + e.getMessage());
      return call -> {
        throw call.failure(what + e.getMessage());
      };
    }
  }

  private static @Nullable String convert(
      Call call,
      String source,
      DateParseStyles styles,
      DateFormat from,
      DateFormat to,
      LocalDateTime now) {
    if (source.isBlank()) {
      return null;
    }
    String converted = from.convert(source, styles, to, now);
    if (converted == null) {
      throw call.failure(Values.quoted(source) + " is not a date in the form of inputFormat");
    }
    return converted;
  }
}
