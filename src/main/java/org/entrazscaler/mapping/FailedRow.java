package org.entrazscaler.mapping;

/**
 * A row of a mapping that has no result for an object. It says nothing about the target's value:
 * neither a value nor a removal nor a default follows from it.
 *
 * @param row the row
 * @param code Entra's name of the error, such as {@link #INVALID_EXPRESSION}
 * @param reason in words, with the target; without the value where the row redacts it
 */
public record FailedRow(MappingRow row, String code, String reason) {

  /** The expression cannot work with the object. */
  public static final String INVALID_EXPRESSION = "InvalidExpression";

  /**
   * A row of which the expression cannot work with an object.
   *
   * @param row the row
   * @param cause what the expression says
   * @return never null
   */
  static FailedRow of(MappingRow row, RuntimeException cause) {
    String said = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new FailedRow(
        row,
        INVALID_EXPRESSION,
        row.target()
            + ": "
            + (row.isRedacted()
                ? "the expression has no result, and its values are redacted"
                : said));
  }
}
