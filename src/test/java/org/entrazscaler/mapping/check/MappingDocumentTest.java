package org.entrazscaler.mapping.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.entrazscaler.expression.SourceNames;
import org.entrazscaler.mapping.Mapping;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scope.ScopeFilter;
import org.junit.jupiter.api.Test;

/** The examples in docs/mapping.md. */
class MappingDocumentTest {

  private static final Path DOCUMENT = Path.of("docs/mapping.md");

  @Test
  void everyBlockIsValid() throws IOException {
    List<String> mappings = fenced("mapping");
    List<String> filters = fenced("scope");
    List<String> files = fenced("yaml");
    assertFalse(mappings.isEmpty() || filters.isEmpty() || files.isEmpty());
    mappings.forEach(Mapping::compile);
    filters.forEach(ScopeFilter::compile);
    MappingCheck check = new MappingCheck(SourceNames.ANY, SourceNames.ANY, Product.ZIA);
    for (String file : files) {
      assertEquals(
          List.of(),
          check.checkFile("docs/mapping.md", file).stream().filter(Finding::isError).toList());
    }
  }

  @Test
  void everyOperatorHasAnExample() throws IOException {
    Set<String> shown = new TreeSet<>();
    Pattern row = Pattern.compile("(?m)^\\| `([A-Z_ !&]+)` \\| `([^`]+)` \\| [a-z]");
    for (MatchResult match : row.matcher(Files.readString(DOCUMENT)).results().toList()) {
      String canonical = ScopeFilter.compile(match.group(2)).fingerprint();
      assertThat(canonical).contains(" " + match.group(1));
      shown.add(match.group(1));
    }
    assertEquals(14, shown.size(), shown.toString());
  }

  @Test
  void examplesOfPatternsAndEmptyValuesAreTrue() {
    ScopeFilter pattern = ScopeFilter.compile("mail NOT REGEX MATCH \"@partner\\.\"");
    assertFalse(pattern.matches(Map.of("mail", "a@partner.com")::get));
    assertTrue(pattern.matches(Map.of("mail", "a@partners.com")::get));
    String filter = "country NOT EQUALS \"US\"";
    assertFalse(ScopeFilter.compile(filter).matches(name -> null));
    assertTrue(ScopeFilter.compile(filter + " OR country IS NULL").matches(name -> null));
  }

  private static List<String> fenced(String language) throws IOException {
    List<String> blocks = new ArrayList<>();
    Pattern fence = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$");
    fence
        .matcher(Files.readString(DOCUMENT))
        .results()
        .forEach(match -> blocks.add(match.group(1)));
    return blocks;
  }
}
