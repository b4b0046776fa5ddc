package org.entrazscaler.text;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Headers of an HTTP answer, looked up in any letter case (RFC 9110, section 5.1). */
public final class AnswerHeaders {

  private AnswerHeaders() {}

  /**
   * Finds the first value of a header.
   *
   * @param headers a value is a text or a collection of texts
   * @param name of the header
   * @return without blanks at the ends; null if there is none or it is blank
   */
  public static @Nullable String value(Map<String, ?> headers, String name) {
    for (Map.Entry<String, ?> header : headers.entrySet()) {
      if (name.equalsIgnoreCase(header.getKey())) {
        Object value = header.getValue();
        if (value instanceof Collection<?> several) {
          value = several.isEmpty() ? null : several.iterator().next();
        }
        return value == null || value.toString().isBlank() ? null : value.toString().strip();
      }
    }
    return null;
  }
}
