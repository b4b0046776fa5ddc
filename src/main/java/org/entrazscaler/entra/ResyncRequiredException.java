package org.entrazscaler.entra;

import org.entrazscaler.graph.GraphAnswerException;
import org.entrazscaler.graph.GraphError;

/** Graph no longer accepts a stored link: a full round is needed. */
public final class ResyncRequiredException extends EntraException {

  private static final long serialVersionUID = 1L;

  public ResyncRequiredException(GraphError error) {
    super(error.message(), error, null);
  }

  /** For a stored link that may not be followed. */
  public ResyncRequiredException(GraphAnswerException cause) {
    super(String.valueOf(cause.getMessage()), null, cause);
  }
}
