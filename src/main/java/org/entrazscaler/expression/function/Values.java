package org.entrazscaler.expression.function;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of the language and their conversions. */
public final class Values {

  /** Maximum number of characters of a value, all elements of a list together: 1 Mi. */
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
   * A value as a whole number.
   *
   * @param value a value
   * @return the number, also of a text of digits with or without a sign; null for other values
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
   * Whether there is no value.
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
   * Whether a value counts as true: True, the text True in any letter case (.NET's {@code
   * bool.TryParse}), and any number except zero.
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
   * A value for a message.
   *
   * @param value a value
   * @return the value in double quotes, shortened if it is long
   */
  public static String quoted(Object value) {
    String text = text(value);
    return '"' + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text) + '"';
  }
}
