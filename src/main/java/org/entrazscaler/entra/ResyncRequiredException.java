package org.entrazscaler.entra;

import org.entrazscaler.graph.GraphAnswerException;
import org.entrazscaler.graph.GraphError;

/** Graph no longer takes a link that was kept: everything is to be read anew. */
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

  /**
   * Reports that a kept link may not be followed.
   *
   * @param cause why
   */
  public ResyncRequiredException(GraphAnswerException cause) {
    super(cause.getMessage(), null, cause);
  }
}
