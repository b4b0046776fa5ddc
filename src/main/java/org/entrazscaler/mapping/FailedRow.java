package org.entrazscaler.mapping;

/**
 * A row of a mapping that failed for an object. It does not change the value in the target: neither
 * a value nor a removal nor a default is sent.
 *
 * @param row the row
 * @param code Entra's name of the error, such as {@link #INVALID_EXPRESSION}
 * @param reason the reason with the target; without the value if the row redacts it
 */
public record FailedRow(MappingRow row, String code, String reason) {

  /** The expression cannot be evaluated for the object. */
  public static final String INVALID_EXPRESSION = "InvalidExpression";

  /**
   * A row whose expression cannot be evaluated for an object.
   *
   * @param row the row
   * @param cause the failure of the expression
   * @return the failed row
   */
  static FailedRow of(MappingRow row, RuntimeException cause) {
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new FailedRow(
        row,
        INVALID_EXPRESSION,
        row.target()
            + ": "
            + (row.isRedacted()
                ? "the expression has no result, and its values are redacted"
                : message));
  }
}
