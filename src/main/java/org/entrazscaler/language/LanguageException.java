package org.entrazscaler.language;

import java.util.List;

/**
 * A text in one of the languages {@code mapping}, {@code scope} and {@code entra} has errors.
 * Contains all of them with their positions, so that they can be fixed together.
 */
public final class LanguageException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String text;
  private final transient List<TextError> errors;

  /**
   * Creates the exception.
   *
   * @param text the whole text
   * @param errors at least one error, in the order of their offsets in {@code text}
   */
  public LanguageException(String text, List<TextError> errors) {
    super(new ErrorReport(text).render(errors));
    if (errors.isEmpty()) {
      throw new IllegalArgumentException("There is no error");
    }
    this.text = text;
    this.errors = List.copyOf(errors);
  }

  /**
   * The text with the errors.
   *
   * @return the whole text
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
