package org.entrazscaler.scim.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.entrazscaler.language.LanguageException;
import org.entrazscaler.language.TextError;

/** Whatever is written, it is a path that can be used, or its errors are reported. */
class ScimPathProperties {

  @Property(tries = 2000, shrinking = ShrinkingMode.BOUNDED)
  void anyTextIsAPathOrHasErrors(@ForAll("texts") String text) {
    check(text);
  }

  static void check(String text) {
    try {
      ScimPath path = ScimPath.parse(text);
      assertEquals(path, ScimPath.parse(path.toString()), "The canonical form is the same path");
      ObjectNode resource = JsonNodeFactory.instance.objectNode();
      path.put(resource, TextNode.valueOf("value"));
      assertThat(resource.toString()).as(resource::toString).contains("value");
      path.read(resource);
      for (Product product : Product.values()) {
        for (ResourceType type : ResourceType.values()) {
          ScimSchema.of(type, product).objection(path);
        }
      }
    } catch (LanguageException e) {
      for (TextError error : e.errors()) {
        assertThat(error.offset() + error.length())
            .as(error::toString)
            .isLessThanOrEqualTo(text.length());
      }
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            List.of(
                "emails",
                "name",
                "active",
                "members",
                ".",
                "value",
                "givenName",
                "[",
                "]",
                "type",
                " eq ",
                " and ",
                "\"work\"",
                "\"",
                "\\",
                "true",
                "1",
                ":",
                "urn:ietf:params:scim:schemas:core:2.0:User:",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:",
                "manager",
                " ",
                "$",
                "-",
                "é"));
    return Arbitraries.oneOf(
        pieces.list().ofMaxSize(12).map(list -> String.join("", list)),
        Arbitraries.strings().ofMaxLength(40));
  }
}
