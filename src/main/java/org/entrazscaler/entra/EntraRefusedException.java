package org.entrazscaler.entra;

import org.entrazscaler.graph.GraphError;

/** Graph rejects the request; a repeat is of no use. */
final class EntraRefusedException extends EntraException {

  private static final long serialVersionUID = 1L;

  public EntraRefusedException(GraphError error) {
    super(error.message(), error, null);
  }
}
