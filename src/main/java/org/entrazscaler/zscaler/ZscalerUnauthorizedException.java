package org.entrazscaler.zscaler;

import org.entrazscaler.scim.ScimError;

/** Zscaler refuses the token (401). */
public final class ZscalerUnauthorizedException extends ZscalerException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports the failure.
   *
   * @param error what Zscaler answered
   */
  public ZscalerUnauthorizedException(ScimError error) {
    super(error);
  }
}
