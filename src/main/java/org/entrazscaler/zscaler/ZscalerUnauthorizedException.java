package org.entrazscaler.zscaler;

import org.entrazscaler.scim.ScimError;

/** Zscaler rejects the token (401). */
public final class ZscalerUnauthorizedException extends ZscalerException {

  private static final long serialVersionUID = 1L;

  public ZscalerUnauthorizedException(ScimError error) {
    super(error);
  }
}
