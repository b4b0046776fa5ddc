package org.entrazscaler.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.entrazscaler.settings.LoadedSettings;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.settings.SettingsLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteCheckTest {

  @TempDir Path directory;

  @Test
  void aWrongValueIsNotAnErrorInTheRoutesToo() throws IOException {
    Files.write(
        directory.resolve("application.properties"),
        List.of(
            "provisioning.schedule=every day",
            "provisioning.reconcile-schedule=0 0 3",
            "entra.graph-url=nowhere",
            "zscaler.tenant-url=no where",
            "zscaler.max-concurrent-requests=none",
            "mail.host=a b",
            "mail.port=high",
            "notification.email=nobody"));
    LoadedSettings loaded = SettingsLoader.check(directory, null, Map.of());
    assertEquals(8, loaded.problems().size());
    assertEquals(
        List.of(), RouteCheck.check(loaded.settings(), Path.of("routes"), Clock.systemUTC()));
  }

  /** Camel also uses environment variables and system properties for placeholders. */
  @Test
  void aWrongValueInTheEnvironmentIsNotAnErrorInTheRoutesToo() {
    System.setProperty("provisioning.schedule", "every day");
    try {
      LoadedSettings loaded =
          SettingsLoader.check(directory, null, Map.of("PROVISIONING_SCHEDULE", "every day"));
      assertEquals(1, loaded.problems().size());
      assertEquals(
          List.of(), RouteCheck.check(loaded.settings(), Path.of("routes"), Clock.systemUTC()));
    } finally {
      System.clearProperty("provisioning.schedule");
    }
  }

  @Test
  void findsNothingInTheRoutesThatAreShipped() {
    Settings settings = SettingsLoader.load(directory, null, Map.of());
    assertEquals(List.of(), RouteCheck.check(settings, Path.of("routes"), Clock.systemUTC()));
  }
}
