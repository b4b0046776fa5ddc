package org.entrazscaler.zscaler;

import org.entrazscaler.scim.ScimError;

/** Zscaler asks to slow down (429). */
final class ZscalerThrottledException extends ZscalerException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports the failure.
   *
   * @param error what Zscaler answered
   */
  public ZscalerThrottledException(ScimError error) {
    super(error);
  }
}
