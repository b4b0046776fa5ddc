package org.entrazscaler.text;

import java.nio.charset.CharacterCodingException;

/** Some bytes are not UTF-8. The message continues a sentence that begins with their origin. */
public final class NotUtf8Exception extends CharacterCodingException {

  private static final long serialVersionUID = 1L;

  private final String message;

  NotUtf8Exception(String message) {
    this.message = message;
  }

  /**
   * What is wrong, and how to fix it.
   *
   * @return such as {@code is UTF-16, not UTF-8: save it in UTF-8}
   */
  @Override
  public String getMessage() {
    return message;
  }
}
