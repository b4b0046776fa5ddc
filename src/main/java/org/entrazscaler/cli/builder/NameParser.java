package org.entrazscaler.cli.builder;

import java.util.Arrays;
import java.util.List;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/**
 * Finds the name before the cursor: in an expression a function, or an attribute with its opening
 * bracket; in a command the words. Accepts every line; the evaluator reports errors.
 */
final class NameParser implements Parser {

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    String before = line.substring(0, cursor);
    if (before.stripLeading().startsWith(":")) {
      List<String> words = Arrays.asList(before.stripLeading().split("\\s+", -1));
      String word = words.get(words.size() - 1);
      return new Name(line, cursor, words, words.size() - 1, word);
    }
    int begin = cursor;
    while (begin > 0 && isPart(line.charAt(begin - 1))) {
      begin--;
    }
    if (begin > 0 && line.charAt(begin - 1) == '[') {
      begin--;
    }
    String word = line.substring(begin, cursor);
    return new Name(line, cursor, List.of(word), 0, word);
  }

  @Override
  public boolean isEscapeChar(char c) {
    return false;
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '$';
  }

  private record Name(String line, int cursor, List<String> words, int wordIndex, String word)
      implements ParsedLine {

    @Override
    public int wordCursor() {
      return word.length();
    }
  }
}
