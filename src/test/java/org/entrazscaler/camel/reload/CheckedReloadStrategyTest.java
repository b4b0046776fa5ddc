package org.entrazscaler.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.entrazscaler.camel.MappingsInForce;
import org.entrazscaler.expression.SourceNames;
import org.entrazscaler.mapping.check.MappingCheck;
import org.entrazscaler.scim.schema.Product;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedReloadStrategyTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static final String ROUTE =
      """
      - route:
          id: ID
          from:
            uri: direct:extra
            steps:
              - log:
                  message: extra
      """;

  @TempDir private Path folder;
  private DefaultCamelContext camel;
  private CheckedReloadStrategy strategy;
  private final AtomicReference<MappingsInForce> inForce = new AtomicReference<>();

  private final AtomicInteger reloads = new AtomicInteger();

  @BeforeEach
  void start() throws Exception {
    camel = new DefaultCamelContext();
    for (String name : List.of("user-mapping", "group-mapping", "scope")) {
      Path file = folder.resolve(name + ".camel.yaml");
      Files.copy(Path.of("routes", name + ".camel.yaml"), file);
      Resource resource = ResourceHelper.resolveMandatoryResource(camel, "file:" + file);
      PluginHelper.getRoutesLoader(camel).loadRoutes(resource);
    }
    MappingCheck mappings = new MappingCheck(SourceNames.ANY, SourceNames.ANY, Product.ZIA);
    strategy =
        new CheckedReloadStrategy(
            folder,
            new RouteFilesCheck(mappings, camel),
            Clock.fixed(NOW, ZoneOffset.UTC),
            () -> {
              inForce.set(MappingsInForce.of(camel));
              reloads.incrementAndGet();
            });
    strategy.setCamelContext(camel);
    camel.start();
    inForce.set(MappingsInForce.of(camel));
  }

  /** From now on the operating system reports changes; otherwise the test does. */
  private void watch() throws Exception {
    camel.addService(strategy);
  }

  /** Reports a changed file, as the operating system does for each step of an editor. */
  private void changed(String name) throws Exception {
    strategy.onRouteReload(
        List.of(
            ResourceHelper.resolveResource(
                camel, "file:" + folder.resolve(name + ".camel.yaml").toAbsolutePath())),
        false);
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  @Test
  void aGoodChangeComesIntoForce() throws Exception {
    watch();
    edit("scope", "'ALL'", "'department EQUALS \"Sales\"'");
    until(() -> inForce.get().userScope().fingerprint().startsWith("department"));
    assertEquals(
        false,
        camel
            .createFluentProducerTemplate()
            .to("direct:scope-user")
            .withProcessor(exchange -> exchange.getMessage().setBody(Map.of()))
            .send()
            .getVariable("inScope"));
    assertThat(strategy.rejection()).isEmpty();
  }

  @Test
  void anErrorLeavesTheRoutesInForceUntilItIsCorrected() throws Exception {
    watch();
    String before = inForce.get().users().fingerprint();
    edit("user-mapping", "Switch(", "Swich(");
    until(() -> strategy.rejection().isPresent());
    CheckedReloadStrategy.Rejection rejection = strategy.rejection().orElseThrow();
    assertEquals(NOW, rejection.at());
    assertEquals(
        lineOf("user-mapping", "Swich("), rejection.findings().get(0).line(), rejection.toString());
    assertThat(rejection.findings().get(0).message()).as(rejection.toString()).contains("`Switch`");
    assertEquals(before, MappingsInForce.of(camel).users().fingerprint());

    // Another file waits, all or none.
    edit("group-mapping", "externalId: [objectId]", "externalId: [mailNickname]");
    until(() -> strategy.rejection().orElseThrow() != rejection);
    assertThat(MappingsInForce.of(camel).groupSourceNames()).contains("objectId");

    edit("user-mapping", "Swich(", "Switch(");
    until(() -> strategy.rejection().isEmpty());
    assertEquals(before, inForce.get().users().fingerprint());
    assertThat(inForce.get().groupSourceNames()).contains("mailNickname");
    assertEquals(4, camel.getRoutes().size());
  }

  @Test
  void brokenYamlLeavesTheRoutesRunning() throws Exception {
    watch();
    edit("scope", "- route:", "- route: [");
    until(() -> strategy.rejection().isPresent());
    assertEquals(4, camel.getRoutes().size());
    assertTrue(camel.getRouteController().getRouteStatus("scope-user").isStarted());
  }

  @Test
  void aRouteThatIsNoLongerInAFileIsRemoved() throws Exception {
    watch();
    Path extra = folder.resolve("extra.camel.yaml");
    Files.writeString(extra, ROUTE.replace("ID", "extra"));
    until(() -> camel.getRoute("extra") != null);

    Files.writeString(extra, ROUTE.replace("ID", "other"));
    until(() -> camel.getRoute("other") != null);
    assertNull(camel.getRoute("extra"));

    Files.delete(extra);
    until(() -> camel.getRoute("other") == null);
    assertEquals(4, camel.getRoutes().size());
  }

  /** What is told of one file is told of the others later. */
  @Test
  void whatIsChangedTogetherComesIntoForceTogether() throws Exception {
    edit("user-mapping", "Switch(", "Swich(");
    edit("group-mapping", "externalId: [objectId]", "externalId: [mailNickname]");
    changed("group-mapping");
    assertThat(strategy.rejection()).isPresent();
    edit("user-mapping", "Swich(", "Switch(");
    edit("scope", "'ALL'", "'department EQUALS \"Sales\"'");

    changed("user-mapping");

    assertThat(strategy.rejection()).isEmpty();
    assertThat(inForce.get().groupSourceNames()).contains("mailNickname");
    assertThat(inForce.get().userScope().fingerprint()).startsWith("department");
    assertEquals(4, camel.getRoutes().size());
  }

  @Test
  void whatHasNotChangedIsNotTakenUpAnew() throws Exception {
    changed("scope");
    assertEquals(0, reloads.get());
    edit("scope", "'ALL'", "'department EQUALS \"Sales\"'");
    changed("scope");
    changed("scope");
    assertEquals(1, reloads.get());

    edit("scope", "EQUALS", "EQALS");
    changed("scope");
    CheckedReloadStrategy.Rejection rejection = strategy.rejection().orElseThrow();
    changed("scope");
    assertSame(rejection, strategy.rejection().orElseThrow());

    edit("scope", "EQALS", "EQUALS");
    changed("scope");
    assertThat(strategy.rejection()).isEmpty();
    assertEquals(1, reloads.get(), "what is in force is there already");
  }

  /** So an editor leaves it for a moment that may be long on a machine that is busy. */
  @Test
  void anEmptyFileRemovesNothing() throws Exception {
    for (String name : List.of("scope", "extra")) {
      Path file = folder.resolve(name + ".camel.yaml");
      Files.writeString(
          file, name.equals("extra") ? ROUTE.replace("ID", "extra") : Files.readString(file));
      changed(name);
      int routes = camel.getRoutes().size();
      String content = Files.readString(file);

      Files.writeString(file, "");
      changed(name);

      assertThat(strategy.rejection().orElseThrow().toString()).contains("is empty");
      assertEquals(routes, camel.getRoutes().size());
      Files.writeString(file, content);
      changed(name);
      assertThat(strategy.rejection()).isEmpty();
    }
  }

  /** The number of the first line of a file that holds a text, from 1. */
  private int lineOf(String name, String text) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(name + ".camel.yaml"));
    return 1 + (int) lines.stream().takeWhile(line -> !line.contains(text)).count();
  }

  /** As an editor that writes a new file and puts it in the place of the old one. */
  private void edit(String name, String from, String to) throws IOException {
    Path file = folder.resolve(name + ".camel.yaml");
    Path written = folder.resolve(name + ".new");
    Files.writeString(written, Files.readString(file).replace(from, to));
    Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(20)).until(condition);
  }
}
