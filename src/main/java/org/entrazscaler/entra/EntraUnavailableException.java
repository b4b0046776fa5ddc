package org.entrazscaler.entra;

import org.entrazscaler.graph.GraphAnswerException;
import org.entrazscaler.graph.GraphError;

/**
 * Graph is not able to answer now, asks for patience, or answered something that cannot be
 * understood: nothing is concluded from it, and the same request may succeed later.
 */
public final class EntraUnavailableException extends EntraException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports an error.
   *
   * @param error what Graph answered
   */
  public EntraUnavailableException(GraphError error) {
    super(error.message(), error, null);
  }

  /**
   * Reports an answer that cannot be understood.
   *
   * @param cause what is wrong with it
   */
  public EntraUnavailableException(GraphAnswerException cause) {
    super(cause.getMessage(), null, cause);
  }
}
