package org.entrazscaler.entra;

import org.entrazscaler.graph.GraphError;

/** Graph has no such object (404 with a code of Graph). */
final class EntraNotFoundException extends EntraException {

  private static final long serialVersionUID = 1L;

  public EntraNotFoundException(GraphError error) {
    super(error.message(), error, null);
  }
}
