package org.entrazscaler.mapping.check;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.entrazscaler.expression.SourceNames;
import org.entrazscaler.scim.schema.Product;

class MappingCheckProperties {

  @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
  void findingsOfAnyFileAreInsideIt(@ForAll("files") String content) {
    long lines = content.replace("\r\n", "\n").replace('\r', '\n').lines().count() + 1;
    for (Finding finding :
        new MappingCheck(SourceNames.ANY, SourceNames.ANY, Product.ZIA)
            .checkFile("f.camel.yaml", content)) {
      if (finding.line() < 1 || finding.line() > lines || finding.column() < 1) {
        throw new AssertionError("Outside the file: " + finding);
      }
    }
  }

  @Provide
  Arbitrary<String> files() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            List.of(
                "- route:\n",
                "    id: map-user\n",
                "  language: mapping\n",
                "  language: scope\n",
                "  expression: |\n",
                "  expression: >\n",
                "  expression: '",
                "  expression: \"",
                "'\n",
                "\"\n",
                "    userName: [mail] | match 1\n",
                "    ALL\n",
                "\n",
                "  ",
                "\t",
                "\r\n",
                "&a ",
                "*a",
                "{",
                "}",
                "[",
                "]",
                ": ",
                "\\",
                "\\u0041",
                "𝄞",
                "\uFEFF",
                "# c\n",
                "---\n",
                "''",
                "trim: \"false\"\n"));
    return Arbitraries.oneOf(
        pieces.list().ofMaxSize(20).map(list -> String.join("", list)),
        Arbitraries.strings().ofMaxLength(60));
  }
}
