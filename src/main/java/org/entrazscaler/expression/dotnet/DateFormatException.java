package org.entrazscaler.expression.dotnet;

/** A date format, or the name of a style, is not known to .NET. The message says which. */
public final class DateFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what is wrong with it
   */
  public DateFormatException(String message) {
    super(message);
  }
}
