package org.entrazscaler.zscaler;

import org.entrazscaler.scim.ScimError;

/** Zscaler asks to slow down (429). */
final class ZscalerThrottledException extends ZscalerException {

  private static final long serialVersionUID = 1L;

  public ZscalerThrottledException(ScimError error) {
    super(error);
  }
}
