package org.entrazscaler.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts from outside are UTF-8, and what is not is said. */
class Utf8Test {

  private static final String TEXT = "Zürich, Łódź, İstanbul, 東京, 👩‍🔬";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"", "a", TEXT, "\uFEFF" + TEXT, "a\uFEFFb"})
  void byteOrderMarkIsRemoved(String written) throws IOException {
    Path file = Files.writeString(directory.resolve("text"), written);
    assertEquals(written.replaceFirst("^\uFEFF", ""), Utf8.read(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "windows-1252", "UTF-32"})
  void otherEncodingIsReportedWithARemedy(String charset) throws IOException {
    Path file =
        Files.write(directory.resolve("text"), "Zürich 1".getBytes(Charset.forName(charset)));
    NotUtf8Exception refused = assertThrows(NotUtf8Exception.class, () -> Utf8.read(file));
    assertThat(String.valueOf(refused.getMessage())).endsWith("save it in UTF-8");
  }

  @Test
  void utf16MarkIsRecognised() {
    byte[] bytes = "a".getBytes(StandardCharsets.UTF_16);
    String message = assertThrows(NotUtf8Exception.class, () -> Utf8.decode(bytes)).getMessage();
    assertThat(String.valueOf(message)).as(message).contains("UTF-16");
  }

  @Test
  void readerFailsAtInvalidBytes() throws IOException {
    byte[] right = TEXT.getBytes(StandardCharsets.UTF_8);
    assertEquals(TEXT, line(right));
    byte[] wrong = TEXT.getBytes(StandardCharsets.UTF_16);
    assertThrows(CharacterCodingException.class, () -> line(wrong));
  }

  private static String line(byte[] bytes) throws IOException {
    return new BufferedReader(Utf8.reader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8))
        .readLine();
  }
}
