package org.entrazscaler.zscaler;

import org.entrazscaler.scim.ScimError;

/** Zscaler has no such object (404). */
final class ZscalerNotFoundException extends ZscalerException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports the failure.
   *
   * @param error what Zscaler answered
   */
  public ZscalerNotFoundException(ScimError error) {
    super(error);
  }
}
