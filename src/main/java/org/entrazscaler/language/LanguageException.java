package org.entrazscaler.language;

import java.util.List;

/**
 * A text in one of the languages {@code mapping}, {@code scope} and {@code entra} cannot be
 * understood. Carries every error found, each with its place, so that all can be mended at once.
 */
public final class LanguageException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String text;
  private final transient List<TextError> errors;

  /**
   * Reports errors.
   *
   * @param text the whole text that was read
   * @param errors at least one, in the order of their offsets, which count from the beginning of
   *     {@code text}
   */
  public LanguageException(String text, List<TextError> errors) {
    super(new ErrorReport(text).render(errors));
    if (errors.isEmpty()) {
      throw new IllegalArgumentException("A report without an error");
    }
    this.text = text;
    this.errors = List.copyOf(errors);
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
   * The errors.
   *
   * @return at least one, in the order of their offsets
   */
  public List<TextError> errors() {
    return errors;
  }
}
