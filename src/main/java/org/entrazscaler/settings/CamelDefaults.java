package org.entrazscaler.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The Camel properties that this program needs, as defaults: without them a line that is deleted
 * from {@code application.properties} could stop Camel from finding the routes.
 */
final class CamelDefaults {

  private static final String PREFIX = "camel.";

  private CamelDefaults() {}

  /** The defaults, by key, in the order of {@code application.properties}. */
  static Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("camel.main.name", "entra-zscaler-provisioning");
    all.put("camel.main.routes-include-pattern", "file:routes/*.camel.yaml");
    // Orchestrators kill a process ten seconds after they asked it to end.
    all.put("camel.main.shutdown-timeout", "7");
    // Each body is read only once, and Camel would keep every cached body until its list ends.
    all.put("camel.main.stream-caching-enabled", "false");
    all.put("camel.management.enabled", "true");
    all.put("camel.management.host", "127.0.0.1");
    all.put("camel.management.port", "9876");
    all.put("camel.management.health-check-enabled", "true");
    all.put("camel.management.metrics-enabled", "true");
    // Otherwise the answer contains names and addresses of routes and components that are down.
    all.put("camel.health.exposure-level", "oneline");
    all.put("camel.metrics.enabled", "true");
    // It would name each endpoint, and so the address of the tenant.
    all.put("camel.metrics.enable-exchange-event-notifier", "false");
    all.put("camel.metrics.binders", "jvm-memory,jvm-gc,jvm-thread,processor,uptime");
    // HttpClient would repeat a 429 by itself, outside the pace and the retries of the routes.
    // Camel has one component for each of the two schemes.
    for (String component : List.of("camel.component.http.", "camel.component.https.")) {
      all.put(component + "automatic-retries-disabled", "true");
      all.put(component + "cookie-management-disabled", "true");
      all.put(component + "auth-caching-disabled", "true");
      all.put(component + "default-user-agent-disabled", "true");
      // ZIA closes a connection that was idle for 10 s (Keep-Alive: timeout=10, seen in
      // scim-for-keycloak #114); a request on it would be lost.
      all.put(component + "connection-time-to-live", "8000");
    }
    return all;
  }

  /** Whether a key belongs to Camel. */
  static boolean isCamel(String key) {
    return key.startsWith(PREFIX);
  }

  /**
   * The configured properties, and the defaults of all others. As in Camel, {@code
   * routesIncludePattern} and {@code routes-include-pattern} are the same key.
   */
  static Map<String, String> withDefaults(
      Map<String, String> configured, Map<String, String> environment) {
    Map<String, String> byCanonicalKey = new LinkedHashMap<>();
    Map<String, String> keys = new LinkedHashMap<>();
    for (Map<String, String> properties : List.of(all(), configured)) {
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
