package org.entrazscaler.zscaler;

import org.entrazscaler.scim.ScimError;

/** Zscaler did not do what it was asked. */
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

  /**
   * The failure for an error.
   *
   * @param error what Zscaler answered
   * @return of the type that the error policies know
   */
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

  /**
   * What Zscaler answered.
   *
   * @return classified, in words
   */
  public ScimError error() {
    return error;
  }
}
