package org.entrazscaler.scim.schema;

/** A SCIM value or answer is not valid. */
abstract sealed class ScimException extends RuntimeException
    permits ScimValueException, ScimAnswerException {

  private static final long serialVersionUID = 1L;

  ScimException(String message) {
    super(message);
  }

  ScimException(String message, Throwable cause) {
    super(message, cause);
  }
}
