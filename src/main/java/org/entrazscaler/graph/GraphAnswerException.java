package org.entrazscaler.graph;

/**
 * An answer of Graph, or a link in it, is not as documented. Nothing may be concluded from such an
 * answer, least of all that an object is absent.
 */
public final class GraphAnswerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was expected and what Graph returned
   */
  public GraphAnswerException(String message) {
    super(message);
  }
}
