package org.entrazscaler.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

  @Test
  void linesItemsAndTables() {
    assertEquals(
        """
        Heading
          one
          two
            - item
          a    bcd  last
          abc  b   \s
        """,
        new Report()
            .line("Heading")
            .lines(1, List.of("one", "two"))
            .items(2, List.of("item"))
            .table(1, List.of(List.of("a", "bcd", "last"), List.of("abc", "b", "")))
            .table(1, List.of())
            .toString());
  }

  @Test
  void eachLineIsFiltered() {
    assertEquals(
        "a?b?\n  c\n", new Report(Report::printable).line("a\u001bb\n").line(1, "c").toString());
    assertEquals("a b ", Report.oneLine("a\r\nb\u0007"));
  }

  @Test
  void aTextThatIsTooWideIsNotCut() {
    assertEquals("ab  |", Report.padded("ab", 4) + "|");
    assertEquals("abcde|", Report.padded("abcde", 4) + "|");
  }

  @Test
  void onlyOneIsSingular() {
    assertEquals("0 members", Count.of(0, "member"));
    assertEquals("1 member", Count.of(1, "member"));
    assertEquals("2 entries", Count.of(2, "entry", "entries"));
    assertEquals("1 entry", Count.of(1, "entry", "entries"));
  }
}
