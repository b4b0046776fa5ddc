package org.entrazscaler.zscaler;

import org.entrazscaler.scim.ScimError;

/** Zscaler has no such object (404). */
final class ZscalerNotFoundException extends ZscalerException {

  private static final long serialVersionUID = 1L;

  public ZscalerNotFoundException(ScimError error) {
    super(error);
  }
}
