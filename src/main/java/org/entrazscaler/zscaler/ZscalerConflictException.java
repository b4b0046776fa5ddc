package org.entrazscaler.zscaler;

import org.entrazscaler.scim.ScimError;

/** Zscaler has such an object already (409). */
final class ZscalerConflictException extends ZscalerException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports the failure.
   *
   * @param error what Zscaler answered
   */
  public ZscalerConflictException(ScimError error) {
    super(error);
  }
}
