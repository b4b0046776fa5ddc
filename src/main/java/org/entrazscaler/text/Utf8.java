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
 * Texts from outside. They are UTF-8, RFC 3629, independent of the charset of the platform. A byte
 * order mark at the beginning, which some editors write, is not part of the text (RFC 3629 section
 * 6).
 */
public final class Utf8 {

  private static final char MARK = '\uFEFF';
  private static final String REMEDY = ": save it in UTF-8";

  private Utf8() {}

  /**
   * The text of a file.
   *
   * @param file the file
   * @return the text without a byte order mark
   * @throws NotUtf8Exception if the file is not UTF-8
   * @throws IOException if the file cannot be read
   */
  public static String read(Path file) throws IOException {
    return decode(Files.readAllBytes(file));
  }

  /**
   * Decodes a text.
   *
   * @param bytes the bytes of the whole text
   * @return the text without a byte order mark
   * @throws NotUtf8Exception if the bytes are not UTF-8
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
      throw new NotUtf8Exception("contains zero bytes, like UTF-16" + REMEDY);
    }
    return withoutMark(text);
  }

  /**
   * Removes a byte order mark at the beginning of a text.
   *
   * @param text the text
   * @return the text without the mark
   */
  public static String withoutMark(String text) {
    return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
  }

  /**
   * Whether a character is white space. A byte order mark inside a text counts as white space.
   *
   * @param c the character
   * @return true for white space and the byte order mark
   */
  public static boolean isBlank(char c) {
    return Character.isWhitespace(c) || c == MARK;
  }

  /**
   * Creates a reader that fails at invalid bytes; the default reader would insert {@code U+FFFD}.
   *
   * @param stream the bytes
   * @param charset their charset: UTF-8, or that of a terminal
   * @return a reader that throws {@link CharacterCodingException} at invalid bytes
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
