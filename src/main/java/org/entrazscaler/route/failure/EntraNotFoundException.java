package org.entrazscaler.route.failure;

import org.entrazscaler.entra.GraphError;

/** Graph has no such object, and says so itself (404). */
public final class EntraNotFoundException extends EntraException {

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
