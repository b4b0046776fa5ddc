package org.entrazscaler.scope;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.entrazscaler.language.LanguageException;
import org.entrazscaler.language.TextError;

class ScopeFilterProperties {

  @Property(tries = 1000, shrinking = ShrinkingMode.BOUNDED)
  void anyTextIsAFilterOrHasErrors(@ForAll("texts") String text) {
    check(text);
  }

  static void check(String text) {
    try {
      ScopeFilter filter = ScopeFilter.compile(text);
      filter.matches(name -> "value");
      ScopeFilter again = ScopeFilter.compile(filter.fingerprint());
      if (!again.fingerprint().equals(filter.fingerprint())) {
        throw new AssertionError("Not stable: " + filter.fingerprint());
      }
    } catch (LanguageException e) {
      for (TextError error : e.errors()) {
        if (error.offset() + error.length() > text.length()) {
          throw new AssertionError("Outside the text: " + error, e);
        }
      }
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            List.of(
                "a",
                "EQUALS",
                "NOT",
                "AND",
                "OR",
                "ALL",
                "(",
                ")",
                "\"",
                "\"x y\"",
                "\\",
                "&",
                "!&",
                "REGEX MATCH",
                "[",
                "*",
                "GREATER_THAN",
                "IS",
                "NULL",
                "TRUE",
                "5",
                "{{",
                "\n",
                "\t",
                "'",
                "NOT_",
                "_"));
    return Arbitraries.oneOf(
        pieces.list().ofMaxSize(14).map(list -> String.join(" ", list)),
        pieces.list().ofMaxSize(14).map(list -> String.join("", list)),
        Arbitraries.strings().ofMaxLength(40));
  }
}
