package org.entrazscaler.entra;

import org.entrazscaler.graph.GraphError;
import org.jspecify.annotations.Nullable;

/** Microsoft Graph did not do what it was asked. */
public abstract sealed class EntraException extends RuntimeException
    permits EntraUnavailableException,
        EntraUnauthorizedException,
        EntraNotFoundException,
        EntraRefusedException,
        ResyncRequiredException {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable GraphError error;

  EntraException(String message, @Nullable GraphError error, @Nullable Throwable cause) {
    super(message, cause);
    this.error = error;
  }

  /**
   * The failure for an error.
   *
   * @param error what Graph answered
   * @return of the type that the error policies know
   */
  public static EntraException of(GraphError error) {
    return switch (error.kind()) {
      case THROTTLED, UNAVAILABLE -> new EntraUnavailableException(error);
      case RESYNC -> new ResyncRequiredException(error);
      case UNAUTHENTICATED -> new EntraUnauthorizedException(error);
      case NOT_FOUND -> new EntraNotFoundException(error);
      case FORBIDDEN, BAD_REQUEST, UNEXPECTED -> new EntraRefusedException(error);
    };
  }

  /**
   * What Graph answered.
   *
   * @return null if the answer was no error but could not be understood
   */
  public @Nullable GraphError error() {
    return error;
  }
}
