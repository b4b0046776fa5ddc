package org.entrazscaler.expression.function;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of the language and how one kind counts as another. */
public final class Values {

  /** Characters that a value of an expression may have, lists counted together: 1 Mi. */
  public static final int MAXIMUM_LENGTH = 1 << 20;

  private static final int SHOWN = 60;

  private Values() {}

  /**
   * A single value as text; a Boolean is {@code True} or {@code False}.
   *
   * @param value a text, number or Boolean
   * @return the text
   */
  public static String text(Object value) {
    if (value instanceof Boolean bool) {
      return bool ? "True" : "False";
    }
    return value.toString();
  }

  /**
   * A value as whole number.
   *
   * @param value a value
   * @return the number, also of a text of digits with or without a sign; null when it is none
   */
  public static @Nullable Long number(@Nullable Object value) {
    if (value instanceof Long number) {
      return number;
    }
    if (value instanceof String text && isWholeNumber(text)) {
      try {
        return Long.valueOf(text);
      } catch (NumberFormatException e) {
        return null;
      }
    }
    return null;
  }

  private static boolean isWholeNumber(String text) {
    int begin = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    int length = text.length();
    if (length == begin || length > 20) {
      return false;
    }
    for (int i = begin; i < length; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a value is there at all.
   *
   * @param value a value
   * @return true for null, an empty text and an empty list
   */
  public static boolean isNullOrEmpty(@Nullable Object value) {
    return value == null
        || (value instanceof String text && text.isEmpty())
        || (value instanceof List<?> list && list.isEmpty());
  }

  /**
   * Whether a value counts as true: True itself, the text True in any case (.NET's {@code
   * bool.TryParse}), and a number that is not zero.
   *
   * @param value a value
   * @return false for everything else, null included
   */
  public static boolean isTrue(@Nullable Object value) {
    if (value instanceof Boolean bool) {
      return bool;
    }
    if (value instanceof String text && text.strip().equalsIgnoreCase("true")) {
      return true;
    }
    Long number = number(value);
    return number != null && number != 0;
  }

  /**
   * A value as a message quotes it.
   *
   * @param value a value
   * @return in double quotes, long ones shortened
   */
  public static String quoted(Object value) {
    String text = text(value);
    return '"' + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text) + '"';
  }
}
