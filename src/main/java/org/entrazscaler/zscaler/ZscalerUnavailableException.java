package org.entrazscaler.zscaler;

import org.entrazscaler.scim.ScimError;

/** Zscaler is not available (5xx). It may have carried out the request. */
final class ZscalerUnavailableException extends ZscalerException {

  private static final long serialVersionUID = 1L;

  public ZscalerUnavailableException(ScimError error) {
    super(error);
  }
}
