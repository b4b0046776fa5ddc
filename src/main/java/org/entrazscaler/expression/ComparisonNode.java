package org.entrazscaler.expression;

import java.time.LocalDateTime;
import java.util.List;
import org.entrazscaler.expression.dotnet.DotNetDate;
import org.entrazscaler.expression.function.Values;
import org.jspecify.annotations.Nullable;

/**
 * A comparison; possible only in a condition.
 *
 * <p>If a side is null or empty, the condition fails: the result is false, also for {@code <>}. The
 * expressions reference says of {@code IIF} that "if the source attribute used within the IIF
 * function is empty or null, the condition check fails" and calls {@code [x]=""} unsupported; the
 * scoping filters have the same rule for every operator.
 *
 * <p>Two whole numbers are compared as numbers if one of them has the type number (a literal or the
 * result of a function), and always with {@code <}, {@code >}, {@code <=} and {@code >=}. Dates in
 * the form of the date functions are compared as dates. Everything else is compared as text, and
 * case-sensitively.
 */
record ComparisonNode(int offset, int length, Operator operator, Node left, Node right)
    implements Node {

  enum Operator {
    EQUAL("="),
    NOT_EQUAL("<>"),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    LESS("<"),
    LESS_OR_EQUAL("<=");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    static Operator of(String symbol) {
      for (Operator operator : values()) {
        if (operator.symbol.equals(symbol)) {
          return operator;
        }
      }
      throw new IllegalArgumentException(symbol);
    }

    boolean holds(int comparison) {
      return switch (this) {
        case EQUAL -> comparison == 0;
        case NOT_EQUAL -> comparison != 0;
        case GREATER -> comparison > 0;
        case GREATER_OR_EQUAL -> comparison >= 0;
        case LESS -> comparison < 0;
        case LESS_OR_EQUAL -> comparison <= 0;
      };
    }

    boolean orders() {
      return this != EQUAL && this != NOT_EQUAL;
    }
  }

  @Override
  public Object evaluate(Attributes attributes, EvaluationContext context) {
    Object first = single(left.evaluate(attributes, context), left);
    Object second = single(right.evaluate(attributes, context), right);
    if (first == null
        || second == null
        || Values.isNullOrEmpty(first)
        || Values.isNullOrEmpty(second)) {
      return false;
    }
    return operator.holds(compare(first, second));
  }

  private int compare(Object first, Object second) {
    if (operator.orders() || first instanceof Long || second instanceof Long) {
      Long firstNumber = Values.number(first);
      Long secondNumber = Values.number(second);
      if (firstNumber != null && secondNumber != null) {
        return firstNumber.compareTo(secondNumber);
      }
    }
    String firstText = Values.text(first);
    String secondText = Values.text(second);
    if (operator.orders()) {
      LocalDateTime firstDate = DotNetDate.parseResult(firstText);
      LocalDateTime secondDate = firstDate == null ? null : DotNetDate.parseResult(secondText);
      if (firstDate != null && secondDate != null) {
        return firstDate.compareTo(secondDate);
      }
    }
    return firstText.compareTo(secondText);
  }

  private @Nullable Object single(@Nullable Object value, Node side) {
    if (value == IgnoredFlow.INSTANCE) {
      return null;
    }
    if (value instanceof List<?> list) {
      if (list.size() == 1) {
        return list.get(0);
      }
      throw new EvaluationException(
          "A comparison needs one value, but there are "
              + list.size()
              + ": select one with Item, or join them with Join",
          side.offset(),
          side.length());
    }
    return value;
  }
}
