package org.entrazscaler.scope;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes a clause of a filter from its parts. */
public final class ClauseText {

  private ClauseText() {}

  /**
   * Writes a clause.
   *
   * @param attribute Entra's name of the attribute
   * @param operator any spelling of the operator
   * @param values the operands; ignored if the operator has none
   * @return the clause in the language {@code scope}, not yet checked by {@link ScopeFilter}
   * @throws IllegalArgumentException if the parts are not a clause; the message says why
   */
  public static String of(String attribute, String operator, List<String> values) {
    if (!FilterParser.NAME.matcher(attribute).matches()) {
      throw new IllegalArgumentException("`" + attribute + "` is not a valid attribute name");
    }
    Operator found =
        find(operator)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the operator `" + operator + "` has no equivalent"));
    if (found.isUnary()) {
      return attribute + " " + found.portal();
    }
    if (values.size() != 1) {
      throw new IllegalArgumentException(
          found.portal() + " compares with one value, not with " + values.size());
    }
    String value = values.get(0).replace("\\", "\\\\").replace("\"", "\\\"");
    return attribute + " " + found.portal() + " \"" + value + "\"";
  }

  /**
   * Spaces, underscores and letter case do not matter: {@code NOT EQUALS}, {@code NOT_EQUALS} and
   * {@code NotEquals} are the same. (Graph documents its spelling only for {@code EQUALS}.)
   */
  private static Optional<Operator> find(String written) {
    String wanted = plain(written);
    return Stream.of(Operator.values())
        .filter(operator -> plain(operator.portal()).equals(wanted))
        .findFirst();
  }

  private static String plain(String spelling) {
    return spelling.replaceAll("[\\s_-]", "").toUpperCase(Locale.ROOT);
  }
}
