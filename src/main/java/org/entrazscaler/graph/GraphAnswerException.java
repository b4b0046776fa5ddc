package org.entrazscaler.graph;

/**
 * An answer of Graph, or a link in it, is not what Graph documents. Nothing may be concluded from
 * such an answer, least of all that something is absent.
 */
public final class GraphAnswerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports an answer.
   *
   * @param message what came and what was expected
   */
  public GraphAnswerException(String message) {
    super(message);
  }
}
