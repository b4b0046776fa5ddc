package org.entrazscaler.language;

import java.util.List;

/**
 * A text in one of the languages {@code mapping}, {@code scope} and {@code entra} cannot be
 * understood. Carries every mistake found, each with its place, so that all can be mended at once.
 */
public final class LanguageException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String text;
  private final transient List<Mistake> mistakes;

  /**
   * Reports mistakes.
   *
   * @param text the whole text that was read
   * @param mistakes at least one, in the order of their offsets, which count from the beginning of
   *     {@code text}
   */
  public LanguageException(String text, List<Mistake> mistakes) {
    super(new MistakeReport(text).render(mistakes));
    if (mistakes.isEmpty()) {
      throw new IllegalArgumentException("A report without a mistake");
    }
    this.text = text;
    this.mistakes = List.copyOf(mistakes);
  }

  /**
   * The text that was read.
   *
   * @return the whole of it
   */
  public String text() {
    return text;
  }

  /**
   * The mistakes.
   *
   * @return at least one, in the order of their offsets
   */
  public List<Mistake> mistakes() {
    return mistakes;
  }
}
