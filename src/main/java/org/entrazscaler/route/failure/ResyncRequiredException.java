package org.entrazscaler.route.failure;

import org.entrazscaler.entra.GraphError;

/** Graph no longer knows the delta token (410): everything is to be read anew. */
public final class ResyncRequiredException extends EntraException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports the failure.
   *
   * @param error what Graph answered
   */
  public ResyncRequiredException(GraphError error) {
    super(error.message(), error, null);
  }
}
