package org.entrazscaler.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.entrazscaler.operate.StateHealthCheck;
import org.entrazscaler.settings.SettingsLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagementServerTest {

  private static final String SECRET = "jdbc:h2:file:/secret/place";

  private final AtomicReference<BooleanSupplier> state = new AtomicReference<>(() -> true);
  private final HttpClient http = HttpClient.newHttpClient();
  private Main main;
  private int port;

  /** Camel's default in the program. */
  private static Map<String, String> defaults() {
    Map<String, String> defaults =
        new HashMap<>(
            SettingsLoader.load(Path.of("target/no-settings-here"), null, Map.of())
                .camelProperties());
    defaults.remove("camel.main.routes-include-pattern");
    return defaults;
  }

  @BeforeEach
  void start() throws Exception {
    port = freePort();
    main = new Main();
    defaults().forEach(main::addInitialProperty);
    main.addOverrideProperty("camel.management.port", String.valueOf(port));
    main.bind("state-health-check", new StateHealthCheck(() -> state.get().getAsBoolean()));
    main.configure()
        .addRoutesBuilder(
            new RouteBuilder() {
              @Override
              public void configure() {
                from("direct:greet").routeId("greet").log("hello");
              }
            });
    main.start();
  }

  @AfterEach
  void stop() {
    main.stop();
  }

  @Test
  void everythingIsUpWhenRoutesAndStateAre() throws Exception {
    main.getCamelContext().createProducerTemplate().sendBody("direct:greet", "x");
    for (String path : new String[] {"health", "health/live", "health/ready"}) {
      HttpResponse<String> health = get(path);
      assertEquals(200, health.statusCode(), path);
      assertThat(health.body()).contains("UP");
    }
    HttpResponse<String> metrics = get("metrics");
    assertEquals(200, metrics.statusCode());
    assertThat(metrics.body()).contains("routeId=\"greet\"");
    assertThat(metrics.body()).doesNotContain("direct://");
    assertThat(metrics.body()).contains("jvm_memory_used_bytes");
  }

  @Test
  void withoutTheStateTheProgramIsAliveButNotReady() throws Exception {
    state.set(() -> false);
    assertDown("health/ready");
    assertDown("health");
    assertEquals(200, get("health/live").statusCode());
    state.set(() -> true);
    assertEquals(200, get("health/ready").statusCode());
  }

  @Test
  void aStateThatThrowsIsDownAndGivesNoDetails() throws Exception {
    state.set(
        () -> {
          throw new IllegalStateException(SECRET);
        });
    assertDown("health/ready");
  }

  @Test
  void withoutARouteTheProgramIsNotReady() throws Exception {
    main.getCamelContext().getRouteController().stopRoute("greet");
    assertDown("health/ready");
  }

  private void assertDown(String path) throws Exception {
    HttpResponse<String> health = get(path);
    assertEquals(503, health.statusCode(), path + ": " + health.body());
    assertThat(health.body()).doesNotContain(SECRET);
    assertThat(health.body()).doesNotContain("direct://");
    assertThat(health.body()).doesNotContain("Exception");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/observe/" + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
