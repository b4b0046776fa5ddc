package org.entrazscaler.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.entrazscaler.command.ProvisioningMBean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HawtioConsoleTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSWORD = "correct horse battery staple";
  private static final String VIEWER_PASSWORD = "only-looking";

  private static CamelContext camel;
  private static HawtioConsole console;
  private static ProvisioningMBean.Registration commands;

  /** Where this console was unpacked; one that was killed leaves its own behind. */
  private static Set<Path> ours;

  @BeforeAll
  static void start() throws Exception {
    camel = new DefaultCamelContext();
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:greet").routeId("greet").log("Hello {{greeting.secret:none}}");
          }
        });
    camel.start();
    commands =
        ProvisioningMBean.register(
            ManagementFactory.getPlatformMBeanServer(), new IdleProvisioning());
    Set<Path> others = unpacked();
    console =
        HawtioConsole.start(
            new ConsoleAccess(
                "127.0.0.1",
                0,
                new ConsoleAccount("admin", PASSWORD),
                new ConsoleAccount("viewer", VIEWER_PASSWORD),
                null));
    ours = unpacked();
    ours.removeAll(others);
  }

  @AfterAll
  static void stop() throws Exception {
    console.close();
    commands.close();
    camel.stop();
    assertThat(ours).isNotEmpty();
    assertTrue(Collections.disjoint(ours, unpacked()), "the unpacked console is gone");
    assertThat(
            ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("hawtio:*"), null))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/jolokia/read/org.apache.camel:*",
        "/jolokia/list",
        "/jolokia",
        "/proxy/localhost/8778/jolokia"
      })
  void withoutLogInJmxIsRefused(String path) throws Exception {
    assertEquals(403, stranger().get(path).statusCode());
  }

  @Test
  void credentialsInAHeaderAreNoLogIn() throws Exception {
    String credentials = Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes());
    ConsoleClient client = stranger();
    assertEquals(
        403,
        client
            .send(client.request("/jolokia/list").header("Authorization", "Basic " + credentials))
            .statusCode());
  }

  @Test
  void pagesLeadToTheLogIn() throws Exception {
    HttpResponse<String> page = stranger().get("/camel/contexts");
    assertEquals(302, page.statusCode());
    assertThat(page.headers().firstValue("Location").orElseThrow()).endsWith("/hawtio/login");
    assertEquals(200, stranger().get("/login").statusCode());
  }

  @Test
  void pagesCarryTheProtectingHeaders() throws Exception {
    var headers = stranger().get("/login").headers();
    assertEquals("nosniff", headers.firstValue("X-Content-Type-Options").orElseThrow());
    assertThat(headers.firstValue("X-Frame-Options")).isPresent();
    assertThat(headers.firstValue("Content-Security-Policy")).isPresent();
    assertThat(headers.firstValue("Server")).isEmpty();
  }

  @Test
  void aWrongPasswordIsRefusedAndFurtherTriesAreDelayed() throws Exception {
    ConsoleClient client = stranger();
    assertEquals(403, client.logIn("nobody", PASSWORD).statusCode());
    assertEquals(403, client.logIn("nobody", "").statusCode());
    for (int wrong = 0; wrong < 6; wrong++) {
      client.logIn("nobody", "wrong");
    }
    assertEquals(429, client.logIn("nobody", "wrong").statusCode());
    assertEquals(403, client.get("/jolokia/list").statusCode());
  }

  @Test
  void theSessionsCookieIsKeptFromScriptsAndOtherSites() throws Exception {
    HttpResponse<String> loggedIn = stranger().logIn("admin", PASSWORD);
    assertEquals(200, loggedIn.statusCode());
    assertThat(loggedIn.body()).doesNotContain(PASSWORD);
    String cookie = loggedIn.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly");
    assertThat(cookie).contains("SameSite=Strict");
  }

  @Test
  void theAdministratorSeesTheRoutes() throws Exception {
    JsonNode routes = JSON.readTree(admin().get("/jolokia/read/org.apache.camel:*").body());
    assertEquals(200, routes.path("status").asInt(), routes.toString());
    assertThat(routes.path("value").toString()).contains("direct://greet");
  }

  @Test
  void theAdministratorSeesARoutesDiagramButNotTheValuesOfPlaceholders() throws Exception {
    JsonNode diagram = exec(admin(), contextName(), "dumpRoutesAsXml()");
    assertEquals(200, diagram.path("status").asInt(), diagram.toString());
    assertThat(diagram.path("value").asText()).contains("{{greeting.secret:none}}");
    assertEquals(
        403, exec(admin(), contextName(), "dumpRoutesAsXml(boolean)", true).path("status").asInt());
  }

  @Test
  void theAdministratorOperates() throws Exception {
    JsonNode outcome = exec(admin(), ProvisioningMBean.NAME.toString(), "restart", true);
    assertEquals("restart true", outcome.path("value").path("text").asText());
    assertEquals(200, exec(admin(), routeName(), "stop()").path("status").asInt());
    assertEquals("Stopped", camel.getRouteController().getRouteStatus("greet").name());
    assertEquals(200, exec(admin(), routeName(), "start()").path("status").asInt());
  }

  @Test
  void operationsThatReadFilesOrSecretsAreNotAccessibleThroughJmx() throws Exception {
    ConsoleClient admin = admin();
    assertEquals(
        403,
        exec(admin, contextName(), "sendStringBody", "file:/tmp?fileName=x", "x")
            .path("status")
            .asInt());
    assertEquals(
        403,
        exec(admin, "com.sun.management:type=HotSpotDiagnostic", "dumpHeap", "/tmp/x", false)
            .path("status")
            .asInt());
    assertEquals(
        403,
        exec(admin, "com.sun.management:type=DiagnosticCommand", "jvmtiAgentLoad", "/tmp/x")
            .path("status")
            .asInt());
    JsonNode properties =
        JSON.readTree(admin.get("/jolokia/read/java.lang:type=Runtime/SystemProperties").body());
    assertEquals(403, properties.path("status").asInt(), properties.toString());
    JsonNode written =
        JSON.readTree(
            admin
                .post(
                    "/jolokia/",
                    "{\"type\":\"write\",\"mbean\":\"java.lang:type=Memory\","
                        + "\"attribute\":\"Verbose\",\"value\":true}")
                .body());
    assertEquals(403, written.path("status").asInt(), written.toString());
    assertThat(admin.get("/jolokia/list").body()).doesNotContain("JVMList");
  }

  @Test
  void theViewerLooks() throws Exception {
    ConsoleClient viewer = viewer();
    assertEquals(200, viewer.get("/jolokia/read/org.apache.camel:*").statusCode());
    assertThat(exec(viewer, contextName(), "dumpRoutesAsXml()").path("value").asText())
        .contains("greet");
    JsonNode both =
        JSON.readTree(
            viewer
                .post(
                    "/jolokia/",
                    "[{\"type\":\"version\"},{\"type\":\"read\",\"mbean\":\"java.lang:type=Memory\"}]")
                .body());
    assertEquals(2, both.size());
    assertEquals(200, both.path(1).path("status").asInt());
    assertEquals(
        "status false",
        exec(viewer, ProvisioningMBean.NAME.toString(), "status", false)
            .path("value")
            .path("text")
            .asText());
  }

  @Test
  void theViewerDoesNotOperate() throws Exception {
    ConsoleClient viewer = viewer();
    String name = ProvisioningMBean.NAME.toString();
    String restart =
        "{\"type\":\"exec\",\"mbean\":\"%s\",\"operation\":\"restart\",\"arguments\":[true]}"
            .formatted(name);
    for (String body :
        List.of(
            restart,
            "[" + restart + "]",
            "[{\"type\":\"version\"}," + restart + "]",
            restart.replace("exec", "EXEC"),
            restart.replace("restart", "approve").replace("true", "\"2\""),
            restart.replace("restart", "refuse").replace("true", "\"2\""),
            "{\"type\":\"version\"," + restart.substring(1),
            "not json",
            "")) {
      assertEquals(403, viewer.post("/jolokia/", body).statusCode(), body);
    }
    for (String path :
        List.of(
            "/jolokia/exec/" + name + "/restart/true",
            "/jolokia/!exec/" + name + "/restart/true",
            "/jolokia//exec/" + name + "/restart/true",
            "/jolokia/version?p=exec/" + name + "/restart/true",
            "/jolokia/write/java.lang:type=Memory/Verbose/true")) {
      int status = viewer.get(path).statusCode();
      assertTrue(status == 403 || status == 400, path + ": " + status);
    }
  }

  @Test
  void onlyOneConsoleTakesAPort() {
    ConsoleException refused =
        assertThrows(
            ConsoleException.class,
            () ->
                HawtioConsole.start(
                    new ConsoleAccess(
                        "127.0.0.1",
                        console.address().getPort(),
                        new ConsoleAccount("admin", PASSWORD),
                        null,
                        null)));
    assertThat(refused.getMessage()).contains("console.port");
    assertThat(refused.getMessage()).doesNotContain(PASSWORD);
  }

  @Test
  void aLogInGoesOnWorkingAfterAnotherConsoleFailedToStart() throws Exception {
    onlyOneConsoleTakesAPort();
    assertEquals(200, stranger().logIn("admin", PASSWORD).statusCode());
  }

  private static ConsoleClient stranger() {
    return new ConsoleClient(console.address());
  }

  private static ConsoleClient admin() throws Exception {
    ConsoleClient client = stranger();
    assertEquals(200, client.logIn("admin", PASSWORD).statusCode());
    return client;
  }

  private static ConsoleClient viewer() throws Exception {
    ConsoleClient client = stranger();
    assertEquals(200, client.logIn("viewer", VIEWER_PASSWORD).statusCode());
    return client;
  }

  private static JsonNode exec(
      ConsoleClient client, String name, String operation, Object... arguments)
      throws IOException, InterruptedException {
    String body =
        JSON.writeValueAsString(
            JSON.createObjectNode()
                .put("type", "exec")
                .put("mbean", name)
                .put("operation", operation)
                .set("arguments", JSON.valueToTree(arguments)));
    return JSON.readTree(client.post("/jolokia/", body).body());
  }

  private static String contextName() throws Exception {
    return only("org.apache.camel:type=context,*");
  }

  private static String routeName() throws Exception {
    return only("org.apache.camel:type=routes,name=\"greet\",*");
  }

  private static String only(String pattern) throws Exception {
    return ManagementFactory.getPlatformMBeanServer()
        .queryNames(new ObjectName(pattern), null)
        .iterator()
        .next()
        .getCanonicalName();
  }

  /** The folders of this process: other processes of the build have consoles too. */
  private static Set<Path> unpacked() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(HawtioFiles.PREFIX))
          .collect(Collectors.toCollection(HashSet::new));
    }
  }
}
