package org.entrazscaler.zscaler;

import org.entrazscaler.scim.ScimError;

/** Zscaler rejects the request; a repeat is of no use. */
public final class ZscalerRefusedException extends ZscalerException {

  private static final long serialVersionUID = 1L;

  public ZscalerRefusedException(ScimError error) {
    super(error);
  }
}
