package org.entrazscaler.directory;

/** A source name that is not in the table of {@link SourceAttributes}. */
final class UnknownSourceAttributeException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public UnknownSourceAttributeException(String message) {
    super(message);
  }
}
