package org.entrazscaler.entra;

import org.entrazscaler.graph.GraphAnswerException;
import org.entrazscaler.graph.GraphError;

/**
 * Graph is not available, throttles, or gave an answer that is not as documented. Nothing is
 * concluded from it; the same request may succeed later.
 */
public final class EntraUnavailableException extends EntraException {

  private static final long serialVersionUID = 1L;

  public EntraUnavailableException(GraphError error) {
    super(error.message(), error, null);
  }

  /** For an answer that is not as documented. */
  public EntraUnavailableException(GraphAnswerException cause) {
    super(String.valueOf(cause.getMessage()), null, cause);
  }
}
