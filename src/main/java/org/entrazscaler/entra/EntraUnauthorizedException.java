package org.entrazscaler.entra;

import org.entrazscaler.graph.GraphError;

/** Graph refuses the token (401). */
public final class EntraUnauthorizedException extends EntraException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports the failure.
   *
   * @param error what Graph answered
   */
  public EntraUnauthorizedException(GraphError error) {
    super(error.message(), error, null);
  }
}
