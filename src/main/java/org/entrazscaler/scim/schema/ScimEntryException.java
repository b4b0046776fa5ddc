package org.entrazscaler.scim.schema;

/** One user or group in a valid answer is not valid. Only operations on that object fail. */
public final class ScimEntryException extends ScimAnswerException {

  private static final long serialVersionUID = 1L;

  public ScimEntryException(String message) {
    super(message);
  }
}
