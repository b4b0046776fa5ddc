package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.optional;
import static org.entrazscaler.expression.function.Parameter.required;

import java.util.function.Function;
import java.util.function.Supplier;
import org.entrazscaler.expression.dotnet.DotNetPattern;
import org.entrazscaler.expression.dotnet.DotNetPatternException;
import org.entrazscaler.expression.dotnet.LimitedText;
import org.entrazscaler.expression.dotnet.Replacement;
import org.jspecify.annotations.Nullable;

/**
 * {@code Replace}. The given arguments decide which of the five documented forms is used; an empty
 * text literal counts as omitted, except for {@code replacementValue}. A combination that the page
 * does not describe is an error. Literal patterns and replacements are compiled once. As in .NET's
 * {@code Regex.Replace}, a pattern may match any part of the value.
 */
final class Replace implements ExpressionFunction {

  private static final int OLD_VALUE = 1;
  private static final int PATTERN = 2;
  private static final int GROUP = 3;
  private static final int VALUE = 4;
  private static final int ATTRIBUTE = 5;
  private static final int TEMPLATE = 6;

  private static final Signature SIGNATURE =
      Signature.of(
          "Replace",
          ValueType.TEXT,
          "The source, with oldValue or the matches of regexPattern replaced; or the"
              + " template, with oldValue replaced by the source.",
          required("source", ValueType.TEXT),
          optional("oldValue", ValueType.TEXT),
          optional("regexPattern", ValueType.TEXT),
          optional("regexGroupName", ValueType.TEXT),
          optional("replacementValue", ValueType.TEXT),
          optional("replacementAttributeName", ValueType.TEXT),
          optional("template", ValueType.TEXT));

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Evaluation prepare(CallSite site) {
    boolean oldValue = given(site, OLD_VALUE);
    boolean pattern = given(site, PATTERN);
    boolean group = given(site, GROUP);
    boolean value = site.has(VALUE);
    boolean attribute = given(site, ATTRIBUTE);
    boolean template = given(site, TEMPLATE);
    if (oldValue == pattern) {
      site.error(
          oldValue ? PATTERN : -1,
          "Replace needs either oldValue or regexPattern: " + SIGNATURE.form());
    } else if (oldValue && !pattern && !group) {
      if (template && !attribute) {
        return Replace::fillTemplate;
      } else if (value && !attribute && !template) {
        return call -> replaceText(call, VALUE);
      } else if (attribute && !value && !template) {
        return call -> replaceText(call, ATTRIBUTE);
      }
      site.error(-1, "With oldValue, Replace needs either replacementValue or template");
    } else if (oldValue) {
      site.error(GROUP, "regexGroupName needs regexPattern, which is not given");
    } else if (template || value == attribute || (attribute && !group)) {
      site.error(
          -1,
          "With regexPattern, Replace needs replacementValue, or regexGroupName and"
              + " replacementAttributeName");
    } else {
      return preparePattern(site, group, attribute);
    }
    return call -> null;
  }

  /** Whether an argument is given; an empty literal counts as omitted. */
  private static boolean given(CallSite site, int index) {
    return site.has(index) && !"".equals(site.literal(index));
  }

  private static Evaluation preparePattern(CallSite site, boolean group, boolean attribute) {
    Object patternLiteral = site.literal(PATTERN);
    Function<Call, @Nullable DotNetPattern> pattern = Replace::pattern;
    if (patternLiteral != null) {
      DotNetPattern compiled;
      try {
        compiled = DotNetPattern.compile(Values.text(patternLiteral));
      } catch (DotNetPatternException e) {
        site.error(PATTERN, "The pattern " + e.getMessage());
        return call -> null;
      }
      Object groupLiteral = site.literal(GROUP);
      if (group && groupLiteral != null && !compiled.hasGroup(Values.text(groupLiteral))) {
        site.error(GROUP, "The pattern has no group `" + groupLiteral + "`");
        return call -> null;
      }
      Object valueLiteral = site.literal(VALUE);
      if (!group && valueLiteral != null) {
        Replacement replacement = compiled.replacement(Values.text(valueLiteral));
        return call -> replaceAll(call, compiled, c -> replacement);
      }
      pattern = call -> compiled;
    }
    Function<Call, @Nullable DotNetPattern> known = pattern;
    if (attribute) {
      return call -> extract(call, known);
    }
    if (group) {
      return call -> replaceGroup(call, known);
    }
    return call -> {
      DotNetPattern compiled = known.apply(call);
      return replaceAll(
          call,
          compiled,
          c -> compiled == null ? null : compiled.replacement(orEmpty(call, VALUE)));
    };
  }

  private static @Nullable Object replaceText(Call call, int replacement) {
    String oldValue = orEmpty(call, OLD_VALUE);
    String newValue = orEmpty(call, replacement);
    return TextFunction.each(
        call.value(0), source -> replaceText(call, source, oldValue, newValue));
  }

  private static @Nullable Object fillTemplate(Call call) {
    String oldValue = orEmpty(call, OLD_VALUE);
    String template = orEmpty(call, TEMPLATE);
    return TextFunction.each(
        call.value(0), source -> replaceText(call, template, oldValue, source));
  }

  private static String replaceText(Call call, String text, String oldValue, String newValue) {
    int found = oldValue.isEmpty() ? -1 : Substrings.find(call, text, oldValue, 0, false);
    if (found < 0) {
      return text;
    }
    LimitedText result = Substrings.limited(call);
    int end = 0;
    while (found >= 0) {
      result.append(text, end, found);
      result.append(newValue);
      end = found + oldValue.length();
      found = text.indexOf(oldValue, end);
    }
    result.append(text, end, text.length());
    return result.toString();
  }

  private static @Nullable Object replaceAll(
      Call call, @Nullable DotNetPattern pattern, Function<Call, @Nullable Replacement> made) {
    if (pattern == null) {
      return call.value(0);
    }
    Replacement replacement = made.apply(call);
    return matching(
        call,
        () ->
            TextFunction.each(
                call.value(0),
                source -> pattern.replace(source, replacement, Values.MAXIMUM_LENGTH)));
  }

  private static @Nullable Object replaceGroup(
      Call call, Function<Call, @Nullable DotNetPattern> known) {
    DotNetPattern pattern = known.apply(call);
    if (pattern == null) {
      return call.value(0);
    }
    String group = group(call, pattern);
    String value = orEmpty(call, VALUE);
    return matching(
        call,
        () ->
            TextFunction.each(
                call.value(0),
                source -> pattern.replaceGroup(source, group, value, Values.MAXIMUM_LENGTH)));
  }

  private static @Nullable Object extract(
      Call call, Function<Call, @Nullable DotNetPattern> known) {
    Object source = call.value(0);
    if (!Values.isNullOrEmpty(source)) {
      return source;
    }
    DotNetPattern pattern = known.apply(call);
    if (pattern == null) {
      return null;
    }
    String group = group(call, pattern);
    return matching(
        call,
        () -> TextFunction.each(call.value(ATTRIBUTE), text -> pattern.firstGroup(text, group)));
  }

  private static String group(Call call, DotNetPattern pattern) {
    String group = orEmpty(call, GROUP);
    if (!pattern.hasGroup(group)) {
      throw call.failure("the pattern has no group " + Values.quoted(group));
    }
    return group;
  }

  /** Compiles a pattern that is not a literal; null if it is empty. */
  private static @Nullable DotNetPattern pattern(Call call) {
    String text = orEmpty(call, PATTERN);
    return text.isEmpty() ? null : matching(call, () -> DotNetPattern.compile(text));
  }

  private static <T extends @Nullable Object> T matching(Call call, Supplier<T> work) {
    try {
      return work.get();
    } catch (DotNetPatternException e) {
      throw call.failure("the pattern " + e.getMessage());
    }
  }

  private static String orEmpty(Call call, int index) {
    String text = call.text(index);
    return text == null ? "" : text;
  }
}
