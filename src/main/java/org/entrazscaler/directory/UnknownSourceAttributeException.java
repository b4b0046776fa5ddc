package org.entrazscaler.directory;

/** A source name that is not in the table of {@link SourceAttributes}. */
final class UnknownSourceAttributeException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports a name.
   *
   * @param message the name, and the known one that was probably meant
   */
  public UnknownSourceAttributeException(String message) {
    super(message);
  }
}
