package org.entrazscaler.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What Camel needs to be told for this program to work, where nobody says otherwise: a line that
 * someone deletes from {@code application.properties} must not stop the routes from being found.
 */
final class CamelDefaults {

  private static final String PREFIX = "camel.";

  private CamelDefaults() {}

  /** The defaults, by key, in the order of {@code application.properties}. */
  static Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("camel.main.name", "entra-zscaler-provisioning");
    all.put("camel.main.routes-include-pattern", "file:routes/*.camel.yaml");
    // Orchestrators kill ten seconds after they told a process to end.
    all.put("camel.main.shutdown-timeout", "7");
    // Each body is read once, and Camel would keep track of every cached one until its list is
    // done.
    all.put("camel.main.stream-caching-enabled", "false");
    all.put("camel.management.enabled", "true");
    all.put("camel.management.host", "127.0.0.1");
    all.put("camel.management.port", "9876");
    all.put("camel.management.health-check-enabled", "true");
    all.put("camel.management.metrics-enabled", "true");
    // Without it the names and addresses of routes and components that are down are told.
    all.put("camel.health.exposure-level", "oneline");
    all.put("camel.metrics.enabled", "true");
    // It names each endpoint, and with it the tenant's address.
    all.put("camel.metrics.enable-exchange-event-notifier", "false");
    all.put("camel.metrics.binders", "jvm-memory,jvm-gc,jvm-thread,processor,uptime");
    // HttpClient would repeat a 429 by itself, past the pace and the retries of the routes.
    // The two schemes are two components to Camel.
    for (String component : List.of("camel.component.http.", "camel.component.https.")) {
      all.put(component + "automatic-retries-disabled", "true");
      all.put(component + "cookie-management-disabled", "true");
      all.put(component + "auth-caching-disabled", "true");
      all.put(component + "default-user-agent-disabled", "true");
      // Zscaler closes what was idle for 10 s; a request on such a connection would be lost.
      all.put(component + "connection-time-to-live", "8000");
    }
    return all;
  }

  /** Whether a key is Camel's. */
  static boolean isCamel(String key) {
    return key.startsWith(PREFIX);
  }

  /**
   * The defaults under what was given. A key may be written as {@code routesIncludePattern} or
   * {@code routes-include-pattern}; both are one, as with Camel.
   */
  static Map<String, String> under(Map<String, String> given, Map<String, String> environment) {
    Map<String, String> byCanonicalKey = new LinkedHashMap<>();
    Map<String, String> keys = new LinkedHashMap<>();
    for (Map<String, String> properties : List.of(all(), given)) {
      properties.forEach(
          (key, value) -> {
            keys.put(canonical(key), key);
            byCanonicalKey.put(canonical(key), value);
          });
    }
    environment.forEach(
        (name, value) -> byCanonicalKey.computeIfPresent(canonical(name), (key, old) -> value));
    Map<String, String> result = new LinkedHashMap<>();
    byCanonicalKey.forEach((canonical, value) -> result.put(keys.get(canonical), value));
    return result;
  }

  private static String canonical(String key) {
    return key.toLowerCase(Locale.ROOT).replaceAll("[._-]", "");
  }
}
