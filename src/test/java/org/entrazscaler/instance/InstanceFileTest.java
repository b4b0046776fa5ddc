package org.entrazscaler.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceFileTest {

  private static final Path HERE = Path.of("/srv/provisioning");

  @ParameterizedTest
  @CsvSource({
    "jdbc:h2:file:./data/state, /srv/provisioning/data/state.instance",
    "jdbc:h2:file:./data/state;CIPHER=AES, /srv/provisioning/data/state.instance",
    "jdbc:h2:./data/state, /srv/provisioning/data/state.instance",
    "jdbc:h2:file:data/other, /srv/provisioning/data/other.instance",
    "jdbc:h2:/var/lib/ez/state, /var/lib/ez/state.instance"
  })
  void liesBesideTheDatabaseFile(String url, Path file) {
    assertEquals(file, InstanceFile.of(url, HERE));
  }

  @Test
  void theHomeDirectoryIsFound() {
    assertEquals(
        Path.of(System.getProperty("user.home"), "state.instance"),
        InstanceFile.of("jdbc:h2:file:~/state", HERE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db.example.org/provisioning",
        "jdbc:h2:mem:state",
        "jdbc:h2:tcp://db.example.org/state"
      })
  void liesInTheDataDirectoryForADatabaseElsewhere(String url) {
    Path file = InstanceFile.of(url, HERE);
    assertEquals(HERE.resolve("data"), file.getParent());
    assertThat(file.getFileName().toString()).as(file.toString()).endsWith(".instance");
  }

  @Test
  void twoDatabasesHaveTwoFilesThatDoNotTellTheAddress() {
    Path first = InstanceFile.of("jdbc:postgresql://db/one?password=secret", HERE);
    assertNotEquals(first, InstanceFile.of("jdbc:postgresql://db/two?password=secret", HERE));
    assertThat(first.toString()).doesNotContain("secret");
  }
}
