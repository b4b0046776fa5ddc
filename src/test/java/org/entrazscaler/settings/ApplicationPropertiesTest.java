package org.entrazscaler.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The shipped {@code application.properties} shows every setting with its default. */
class ApplicationPropertiesTest {

  private static final Path FILE = Path.of(SettingsLoader.APPLICATION_PROPERTIES);

  private final Properties shown = new Properties();
  private final String text;

  ApplicationPropertiesTest() throws IOException {
    text = Files.readString(FILE);
    shown.load(new StringReader(text));
  }

  @Test
  void showsEachDefault() {
    Map<String, String> defaults = new LinkedHashMap<>();
    for (Setting setting : SettingsTable.all()) {
      if (setting.defaultValue() != null) {
        defaults.put(setting.key(), setting.defaultValue());
      }
    }
    assertEquals(
        defaults,
        shown.stringPropertyNames().stream()
            .filter(SettingsTable::ownsGroup)
            .collect(Collectors.toMap(key -> key, shown::getProperty)));
  }

  @Test
  void showsSettingsWithoutADefaultCommentedOut() {
    for (Setting setting : SettingsTable.all()) {
      if (setting.defaultValue() == null) {
        Pattern line =
            Pattern.compile("^#" + Pattern.quote(setting.key()) + "=$", Pattern.MULTILINE);
        assertTrue(line.matcher(text).find(), setting.key());
      }
    }
  }

  @Test
  void showsTheCamelDefaults() {
    assertEquals(
        CamelDefaults.all(),
        shown.stringPropertyNames().stream()
            .filter(CamelDefaults::isCamel)
            .collect(Collectors.toMap(key -> key, shown::getProperty)));
  }

  @Test
  void isValidAsShipped() {
    Settings shipped = SettingsLoader.load(Path.of(""), null, Map.of());
    Settings defaults = SettingsLoader.load(Path.of("src"), null, Map.of());
    assertEquals(defaults, shipped);
  }
}
