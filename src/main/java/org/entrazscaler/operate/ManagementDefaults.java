package org.entrazscaler.operate;

import java.util.Map;

/**
 * What Camel's management server is set to unless {@code application.properties} says otherwise:
 * health and metrics under Camel's own paths on loopback, while the program runs.
 */
public final class ManagementDefaults {

  private static final Map<String, String> PROPERTIES =
      Map.of(
          "camel.management.enabled", "true",
          "camel.management.host", "127.0.0.1",
          "camel.management.port", "9876",
          "camel.management.health-check-enabled", "true",
          "camel.management.metrics-enabled", "true",
          // Without it the names and addresses of routes and components that are down are told.
          "camel.health.exposure-level", "oneline",
          "camel.metrics.enabled", "true",
          // It names each endpoint, and with it the tenant's address.
          "camel.metrics.enable-exchange-event-notifier", "false",
          "camel.metrics.binders", "jvm-memory,jvm-gc,jvm-thread,processor,uptime");

  private ManagementDefaults() {}

  /**
   * The properties to give to Camel as its initial ones, so that settings win over them.
   *
   * @return names and values, immutable
   */
  public static Map<String, String> properties() {
    return PROPERTIES;
  }
}
