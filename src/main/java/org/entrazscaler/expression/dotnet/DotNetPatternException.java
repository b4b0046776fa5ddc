package org.entrazscaler.expression.dotnet;

/**
 * A regular expression cannot be used: .NET does not know it, it cannot be translated, or it takes
 * too long for a text. The message says which.
 */
public final class DotNetPatternException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what is wrong with it
   */
  public DotNetPatternException(String message) {
    super(message);
  }
}
