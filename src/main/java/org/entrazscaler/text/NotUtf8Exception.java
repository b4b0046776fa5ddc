package org.entrazscaler.text;

import java.nio.charset.CharacterCodingException;

/** Some bytes are no text in UTF-8. The message goes on after the name of where they are from. */
public final class NotUtf8Exception extends CharacterCodingException {

  private static final long serialVersionUID = 1L;

  private final String message;

  NotUtf8Exception(String message) {
    this.message = message;
  }

  /**
   * What the bytes are, and what to do.
   *
   * @return such as {@code is UTF-16, not UTF-8: save it in UTF-8}
   */
  @Override
  public String getMessage() {
    return message;
  }
}
