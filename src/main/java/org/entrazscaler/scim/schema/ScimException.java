package org.entrazscaler.scim.schema;

/** Something about SCIM that cannot be done or understood. */
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
