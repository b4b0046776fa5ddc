package org.entrazscaler.mapping;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.entrazscaler.language.LanguageException;
import org.entrazscaler.language.TextError;

class MappingProperties {

  @Property(tries = 1000, shrinking = ShrinkingMode.BOUNDED)
  void anyTextIsAMappingOrHasErrors(@ForAll("texts") String text) {
    check(text);
  }

  static void check(String text) {
    try {
      Mapping.compile(text).fingerprint();
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
                "userName",
                "name.givenName",
                ": ",
                ":",
                "[mail]",
                "[",
                "]",
                "\"",
                "\"x\"",
                "\\",
                " | ",
                "|",
                "match 1",
                "match",
                "apply create",
                "default \"x\"",
                "default",
                "clear",
                "\n",
                "\n  ",
                "\r\n",
                "\t",
                "#",
                "{{",
                "Switch(",
                ")",
                ",",
                "urn:a:b:",
                "emails[type eq \"work\"].value",
                " ",
                "-",
                "id",
                "members"));
    return Arbitraries.oneOf(
        pieces.list().ofMaxSize(20).map(list -> String.join("", list)),
        Arbitraries.strings().ofMaxLength(60));
  }
}
