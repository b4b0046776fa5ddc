package org.entrazscaler.zscaler;

import org.entrazscaler.scim.ScimError;

/** A request to Zscaler has failed. */
public abstract sealed class ZscalerException extends RuntimeException
    permits ZscalerThrottledException,
        ZscalerUnavailableException,
        ZscalerUnauthorizedException,
        ZscalerNotFoundException,
        ZscalerConflictException,
        ZscalerRefusedException {

  private static final long serialVersionUID = 1L;

  private final transient ScimError error;

  ZscalerException(ScimError error) {
    super(error.message());
    this.error = error;
  }

  /** The exception for an error, of a type that the error policies of the routes name. */
  public static ZscalerException of(ScimError error) {
    return switch (error.kind()) {
      case THROTTLED -> new ZscalerThrottledException(error);
      case UNAVAILABLE -> new ZscalerUnavailableException(error);
      case UNAUTHORIZED -> new ZscalerUnauthorizedException(error);
      case NOT_FOUND -> new ZscalerNotFoundException(error);
      case CONFLICT -> new ZscalerConflictException(error);
      case FORBIDDEN, CONFLICT_ADMIN, INVALID, TOO_LARGE, NOT_IMPLEMENTED ->
          new ZscalerRefusedException(error);
    };
  }

  /** The classified answer of Zscaler. */
  public ScimError error() {
    return error;
  }
}
