package org.entrazscaler.expression.dotnet;

/** A date format, or a name of a style, that .NET does not know. The message says which. */
public final class DateFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports an unusable format.
   *
   * @param message what is wrong with it
   */
  public DateFormatException(String message) {
    super(message);
  }
}
