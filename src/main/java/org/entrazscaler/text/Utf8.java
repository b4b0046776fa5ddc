package org.entrazscaler.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts from outside. Each is UTF-8, RFC 3629, whatever the platform's charset is. A byte order
 * mark at the beginning, which some editors write, is no part of the text (RFC 3629 section 6).
 */
public final class Utf8 {

  private static final char MARK = '\uFEFF';
  private static final String REMEDY = ": save it in UTF-8";

  private Utf8() {}

  /**
   * The text of a file.
   *
   * @param file the file
   * @return without a byte order mark
   * @throws NotUtf8Exception if it is no text in UTF-8
   * @throws IOException if it cannot be read
   */
  public static String read(Path file) throws IOException {
    return decode(Files.readAllBytes(file));
  }

  /**
   * The text that some bytes are.
   *
   * @param bytes all of them
   * @return without a byte order mark
   * @throws NotUtf8Exception if they are no text in UTF-8
   */
  public static String decode(byte[] bytes) throws NotUtf8Exception {
    if (begins(bytes, 0xFE, 0xFF) || begins(bytes, 0xFF, 0xFE)) {
      throw new NotUtf8Exception("is UTF-16, not UTF-8" + REMEDY);
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new NotUtf8Exception("is not UTF-8" + REMEDY);
    }
    if (text.indexOf('\0') >= 0) {
      throw new NotUtf8Exception("has bytes that are zero, as UTF-16 has" + REMEDY);
    }
    return withoutMark(text);
  }

  /**
   * A text without the byte order mark that it may begin with.
   *
   * @param text the text
   * @return the text after the mark
   */
  public static String withoutMark(String text) {
    return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
  }

  /**
   * Whether a character separates words, as Unicode's blanks do and a byte order mark in the midst
   * of a text.
   *
   * @param c the character
   * @return false for letters and signs
   */
  public static boolean isBlank(char c) {
    return Character.isWhitespace(c) || c == MARK;
  }

  /**
   * A reader that fails at bytes which are no text, where Java's own would put in {@code U+FFFD}.
   *
   * @param stream where the bytes are from
   * @param charset what they are: UTF-8, or what a terminal writes in
   * @return a reader; {@link CharacterCodingException} at other bytes
   */
  public static Reader reader(InputStream stream, Charset charset) {
    return new InputStreamReader(
        stream,
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  private static boolean begins(byte[] bytes, int first, int second) {
    return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
  }
}
