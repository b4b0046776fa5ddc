package org.entrazscaler.scope;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes clauses of filters from their parts. */
public final class ClauseText {

  private ClauseText() {}

  /**
   * The operator that a spelling means. Blanks, underscores and the case of letters do not matter:
   * {@code NOT EQUALS}, {@code NOT_EQUALS} and {@code NotEquals} are the same. (Graph's own
   * spellings are documented for {@code EQUALS} alone.)
   *
   * @param written any spelling
   * @return the portal's spelling; empty if it means no operator
   */
  public static Optional<String> operator(String written) {
    return find(written).map(Operator::portal);
  }

  /**
   * A clause.
   *
   * @param attribute Entra's name of the attribute
   * @param operator any spelling of the operator
   * @param values what it compares with; not looked at where an operator stands alone
   * @return the clause in the language {@code scope}, yet to be checked by {@link ScopeFilter}
   * @throws IllegalArgumentException if the parts make no clause; the message says why
   */
  public static String of(String attribute, String operator, List<String> values) {
    if (!FilterParser.NAME.matcher(attribute).matches()) {
      throw new IllegalArgumentException("`" + attribute + "` is no name of an attribute");
    }
    Operator found =
        find(operator)
            .orElseThrow(
                () -> new IllegalArgumentException("the operator `" + operator + "` has no equal"));
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
