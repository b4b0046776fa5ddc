package org.entrazscaler.cli.builder;

import java.time.Clock;
import java.util.List;
import org.entrazscaler.cli.builder.Answer.Kind;
import org.entrazscaler.expression.Attributes;
import org.entrazscaler.expression.EvaluationContext;
import org.entrazscaler.expression.EvaluationException;
import org.entrazscaler.expression.Expression;
import org.entrazscaler.expression.IgnoredFlow;
import org.entrazscaler.language.ErrorReport;
import org.entrazscaler.language.LanguageException;
import org.entrazscaler.language.TextError;
import org.entrazscaler.mapping.AttributesJson;
import org.entrazscaler.scope.FilterException;
import org.entrazscaler.scope.ScopeFilter;

/** Evaluates texts in one of the languages, and renders their values and errors. */
public final class Evaluator {

  private static final String LEFT_OUT =
      "The attribute would be left out of the request (IgnoreFlowIfNullOrEmpty).";

  private final Language language;
  private final Clock clock;

  /**
   * Creates an evaluator.
   *
   * @param language the language of the texts
   * @param clock the clock for expressions
   */
  public Evaluator(Language language, Clock clock) {
    this.language = language;
    this.clock = clock;
  }

  /**
   * Evaluates a text.
   *
   * @param text an expression or a filter
   * @param attributes the attributes that it reads
   * @return the value as JSON, or every error with a caret under its position
   */
  public Answer evaluate(String text, Attributes attributes) {
    try {
      return value(text, attributes);
    } catch (LanguageException e) {
      return Answer.of(Kind.ERROR, String.valueOf(e.getMessage()));
    } catch (EvaluationException e) {
      return Answer.of(Kind.FAILURE, new ErrorReport(text).render(List.of(place(e))));
    } catch (FilterException e) {
      return Answer.of(Kind.FAILURE, String.valueOf(e.getMessage()));
    }
  }

  /**
   * The value of a text that is still being typed, or its first error, as one line to show below
   * it.
   *
   * @param text the text so far, one line
   * @param attributes the attributes that it reads
   * @param indentation the column in which the text begins, 0-based
   * @return the line, without a line break
   */
  String preview(String text, Attributes attributes, int indentation) {
    try {
      Answer answer = value(text, attributes);
      return " ".repeat(indentation) + "= " + (answer.note() == null ? answer.text() : "left out");
    } catch (LanguageException e) {
      return caret(e.errors().get(0), indentation);
    } catch (EvaluationException e) {
      return caret(place(e), indentation);
    } catch (FilterException e) {
      return " ".repeat(indentation) + "= no value: " + e.getMessage();
    }
  }

  private Answer value(String text, Attributes attributes) {
    Object value =
        switch (language) {
          case entra -> Expression.compile(text).evaluate(attributes, EvaluationContext.of(clock));
          case scope -> ScopeFilter.compile(text).matches(attributes);
        };
    return value == IgnoredFlow.INSTANCE
        ? new Answer(Kind.VALUE, AttributesJson.write(null), LEFT_OUT)
        : Answer.of(Kind.VALUE, AttributesJson.write(value));
  }

  private static TextError place(EvaluationException e) {
    return new TextError(e.offset(), e.length(), String.valueOf(e.getMessage()));
  }

  private static String caret(TextError error, int indentation) {
    return " ".repeat(indentation + error.offset()) + "^ " + error.message();
  }
}
