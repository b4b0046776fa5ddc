package org.entrazscaler.entra;

import org.entrazscaler.graph.GraphError;
import org.jspecify.annotations.Nullable;

/** A request to Microsoft Graph has failed. */
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

  /** The exception for an error, of a type that the error policies of the routes name. */
  public static EntraException of(GraphError error) {
    return switch (error.kind()) {
      case THROTTLED, UNAVAILABLE -> new EntraUnavailableException(error);
      case RESYNC -> new ResyncRequiredException(error);
      case UNAUTHENTICATED -> new EntraUnauthorizedException(error);
      case NOT_FOUND -> new EntraNotFoundException(error);
      case FORBIDDEN, BAD_REQUEST, UNEXPECTED -> new EntraRefusedException(error);
    };
  }

  /** The error that Graph answered; null if the answer was no error but not as documented. */
  public @Nullable GraphError error() {
    return error;
  }
}
