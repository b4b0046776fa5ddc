package org.entrazscaler.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the form of the database is made of. */
class SchemaTest {

  @Test
  void everyScriptIsNamedInTheOrderInWhichItIsApplied() throws IOException, URISyntaxException {
    Path folder = Path.of(Schema.class.getResource("/" + Schema.FOLDER).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          files
              .map(file -> file.getFileName().toString())
              .sorted(Comparator.comparingInt(SchemaTest::version))
              .toList(),
          List.copyOf(Schema.SCRIPTS));
    }
  }

  private static int version(String script) {
    return Integer.parseInt(script.substring(1, script.indexOf("__")));
  }
}
