package org.entrazscaler.entra;

import org.entrazscaler.graph.GraphError;

/** Graph rejects the token (401). */
public final class EntraUnauthorizedException extends EntraException {

  private static final long serialVersionUID = 1L;

  public EntraUnauthorizedException(GraphError error) {
    super(error.message(), error, null);
  }
}
