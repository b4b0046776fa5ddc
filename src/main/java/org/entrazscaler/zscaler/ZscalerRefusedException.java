package org.entrazscaler.zscaler;

import org.entrazscaler.scim.ScimError;

/** Zscaler does not take the request; repeating it is of no use. */
public final class ZscalerRefusedException extends ZscalerException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports the failure.
   *
   * @param error what Zscaler answered
   */
  public ZscalerRefusedException(ScimError error) {
    super(error);
  }
}
