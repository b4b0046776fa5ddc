package org.entrazscaler.scim.schema;

/**
 * A successful answer is not valid. Nothing may be concluded from it, in particular not that an
 * object does not exist.
 */
public sealed class ScimAnswerException extends ScimException permits ScimEntryException {

  private static final long serialVersionUID = 1L;

  public ScimAnswerException(String message) {
    super(message);
  }

  public ScimAnswerException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * The name of the error in the provisioning log (Entra, How to analyze the provisioning logs).
   *
   * @return {@code SystemForCrossDomainIdentityManagementServiceIncompatible}
   */
  public String code() {
    return "SystemForCrossDomainIdentityManagementServiceIncompatible";
  }
}
