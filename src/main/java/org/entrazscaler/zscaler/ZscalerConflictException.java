package org.entrazscaler.zscaler;

import org.entrazscaler.scim.ScimError;

/** Zscaler already has such an object (409). */
final class ZscalerConflictException extends ZscalerException {

  private static final long serialVersionUID = 1L;

  public ZscalerConflictException(ScimError error) {
    super(error);
  }
}
