package org.entrazscaler.scim.schema;

/**
 * One user or group in an answer cannot be understood, while the answer as a whole can: what needs
 * that very object fails, and nothing else does.
 */
public final class ScimEntryException extends ScimAnswerException {

  private static final long serialVersionUID = 1L;

  public ScimEntryException(String message) {
    super(message);
  }
}
