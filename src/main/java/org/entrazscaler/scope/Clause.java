package org.entrazscaler.scope;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.entrazscaler.expression.Attributes;
import org.entrazscaler.expression.dotnet.DotNetPatternException;
import org.jspecify.annotations.Nullable;

/**
 * One attribute, one operator and, except for the operators with IS, one operand.
 *
 * @param attribute the attribute, by Entra's name
 * @param operator the operator
 * @param operand the operand; empty if the operator has none
 * @param pattern tests whether a text contains a match of the operand as a regular expression
 */
record Clause(String attribute, Operator operator, String operand, Predicate<String> pattern)
    implements Condition {

  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,100}");

  static boolean isInteger(String text) {
    return INTEGER.matcher(text).matches();
  }

  @Override
  public boolean matches(Attributes attributes) {
    Object value = attributes.value(attribute);
    if (value instanceof List<?>) {
      throw new FilterException(
          "The attribute `%s` has several values and cannot be filtered; the scoping filter is `%s`"
              .formatted(attribute, canonical()));
    }
    boolean empty = value == null || "".equals(value);
    if (operator == Operator.IS_NULL) {
      return empty;
    }
    if (value == null || empty) {
      // A comparison with a null or empty value is false, even if it is negated.
      return false;
    }
    try {
      return compares(value, text(value));
    } catch (DotNetPatternException e) {
      throw new FilterException(
          "The pattern of the scoping filter `" + canonical() + "` " + e.getMessage(), e);
    }
  }

  private boolean compares(Object value, String text) {
    return switch (operator) {
      case EQUALS -> equal(value, text);
      case NOT_EQUALS -> !equal(value, text);
      case INCLUDES -> text.contains(operand);
      case ENDS_WITH -> text.endsWith(operand);
      case REGEX_MATCH -> pattern.test(text);
      case NOT_REGEX_MATCH -> !pattern.test(text);
      case GREATER_THAN -> order(text) > 0;
      case GREATER_THAN_OR_EQUALS -> order(text) >= 0;
      case IS_TRUE -> text.equalsIgnoreCase("True");
      case IS_FALSE -> text.equalsIgnoreCase("False");
      case IS_NULL -> false;
      case IS_NOT_NULL -> true;
      case WITHIN -> operand.contains(text);
      case NOT_WITHIN -> !operand.contains(text);
    };
  }

  // JSON and Entra write Booleans in different letter case.
  private boolean equal(Object value, String text) {
    return value instanceof Boolean ? text.equalsIgnoreCase(operand) : text.equals(operand);
  }

  /** Compares a text with the operand; negative if the text is not a whole number. */
  private int order(String text) {
    return isInteger(text) ? new BigInteger(text).compareTo(new BigInteger(operand)) : -1;
  }

  private static String text(Object value) {
    if (value instanceof Boolean flag) {
      return flag ? "True" : "False";
    }
    return String.valueOf(value);
  }

  @Override
  public String canonical() {
    String clause = attribute + " " + operator.portal();
    return operator.isUnary()
        ? clause
        : clause + " \"" + operand.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Clause clause && canonical().equals(clause.canonical());
  }

  @Override
  public int hashCode() {
    return canonical().hashCode();
  }
}
