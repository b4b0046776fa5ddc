package org.entrazscaler.zscaler;

import org.entrazscaler.scim.ScimError;

/** Zscaler is not able to answer now (5xx); what was asked may have been done. */
final class ZscalerUnavailableException extends ZscalerException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports the failure.
   *
   * @param error what Zscaler answered
   */
  public ZscalerUnavailableException(ScimError error) {
    super(error);
  }
}
