package org.entrazscaler.endtoend;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Assertions on a text that show the text when they fail. */
final class TextAssertions {
  private TextAssertions() {}

  static void assertContains(String text, String... parts) {
    for (String part : parts) {
      assertTrue(text.contains(part), () -> part + " is missing in:\n" + text);
    }
  }

  static void assertContainsNone(String text, String... parts) {
    for (String part : parts) {
      assertFalse(text.contains(part), () -> part + " is in:\n" + text);
    }
  }
}
