package org.entrazscaler.entra;

import org.entrazscaler.graph.GraphError;

/** Graph has no such object, and says so itself (404). */
final class EntraNotFoundException extends EntraException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports the failure.
   *
   * @param error what Graph answered
   */
  public EntraNotFoundException(GraphError error) {
    super(error.message(), error, null);
  }
}
