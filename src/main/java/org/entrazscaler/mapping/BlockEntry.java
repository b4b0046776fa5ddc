package org.entrazscaler.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.entrazscaler.language.TextError;
import org.entrazscaler.text.Utf8;

/**
 * One entry of a block, before it is parsed.
 *
 * @param offset offset of the entry in the block
 * @param text the text of the entry; comment lines are replaced by spaces, so that every character
 *     keeps its offset
 */
record BlockEntry(int offset, String text) {

  /**
   * Splits a block into its entries.
   *
   * @param block the whole text
   * @param errors receives errors of the indentation
   * @return the entries in their order
   */
  static List<BlockEntry> split(String block, List<TextError> errors) {
    return new Splitter(block, errors).split();
  }

  private static final class Splitter {

    private final String block;
    private final char[] withoutComments;
    private final List<TextError> errors;
    private final List<BlockEntry> entries = new ArrayList<>();
    private int indentation = -1;
    private int entryBegin = -1;
    private int entryEnd;

    Splitter(String block, List<TextError> errors) {
      this.block = block;
      this.withoutComments = block.toCharArray();
      this.errors = errors;
    }

    List<BlockEntry> split() {
      int begin = 0;
      while (begin < block.length()) {
        int end = block.indexOf('\n', begin);
        end = end < 0 ? block.length() : end;
        line(begin, end);
        begin = end + 1;
      }
      close();
      return entries;
    }

    private void line(int begin, int end) {
      int first = begin;
      while (first < end && Utf8.isBlank(block.charAt(first))) {
        first++;
      }
      if (first == end) {
        return;
      }
      if (block.charAt(first) == '#') {
        Arrays.fill(withoutComments, first, end, ' ');
        return;
      }
      int tab = block.substring(begin, first).indexOf('\t');
      if (tab >= 0) {
        errors.add(new TextError(begin + tab, 1, "Indent a line with spaces, not with tabs"));
      }
      int column = first - begin;
      if (indentation < 0) {
        indentation = column;
      }
      if (column <= indentation) {
        if (column < indentation) {
          errors.add(
              new TextError(
                  first,
                  1,
                  "The entry begins before the column of the first entry; all entries begin in the"
                      + " same column"));
        }
        close();
        entryBegin = first;
      }
      entryEnd = end;
    }

    private void close() {
      if (entryBegin >= 0) {
        String text = new String(withoutComments, entryBegin, entryEnd - entryBegin);
        entries.add(new BlockEntry(entryBegin, text.stripTrailing()));
      }
    }
  }
}
