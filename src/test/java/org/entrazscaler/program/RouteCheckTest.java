package org.entrazscaler.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.settings.SettingsLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteCheckTest {

  @TempDir Path directory;

  @Test
  void findsNothingInTheRoutesThatAreShipped() {
    Settings settings = SettingsLoader.load(directory, null, Map.of());
    assertEquals(List.of(), RouteCheck.check(settings, Path.of("routes"), Clock.systemUTC()));
  }
}
