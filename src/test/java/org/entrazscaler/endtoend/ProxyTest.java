package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * All connections go through the proxy of the JVM, and errors of the proxy are distinguished from
 * errors of the servers. Only the proxy can resolve the names of the servers.
 */
class ProxyTest {

  private static final String SIGN_IN = "login.microsoftonline.com";
  private static final String GRAPH = "graph.microsoft.com";
  private static final String SCIM = "scim.example.net";
  private static final String MAIL = "smtp.example.net";

  /** Has the key store, which is created once. */
  @TempDir static Path certificates;

  private final Properties before = new Properties();
  @RegisterExtension private final Installation installation = new Installation();

  private TlsGateway gateway;
  private ConnectProxy proxy;

  @BeforeEach
  void start() throws Exception {
    before.putAll(System.getProperties());
    String entra = origin(installation.tenant.authority());
    String zscaler = installation.zscaler.tenantUrl();
    gateway =
        new TlsGateway(Map.of(SIGN_IN, entra, GRAPH, entra, SCIM, origin(zscaler)), certificates);
    proxy = new ConnectProxy();
    for (String host : List.of(SIGN_IN, GRAPH, SCIM)) {
      proxy.addHost(host, gateway.port());
    }
    proxy.addHost(MAIL, installation.mail.getSmtp().getPort());
    installation
        .set("entra.authority", "https://" + SIGN_IN)
        .set("entra.graph-url", "https://" + GRAPH + "/v1.0")
        .set("zscaler.tenant-url", "https://" + SCIM + URI.create(zscaler).getPath())
        .set("mail.host", MAIL)
        .set("zscaler.domains", "example.com");
    installation.entra().assign(installation.entra().addUser("Ada", "ada@example.com"));
    setJvmProperty("javax.net.ssl.trustStore", TlsGateway.trustStore(certificates).toString());
    setJvmProperty("javax.net.ssl.trustStorePassword", TlsGateway.PASSWORD);
    setJvmProperty("https.proxyHost", "127.0.0.1");
    setJvmProperty("https.proxyPort", String.valueOf(proxy.port()));
  }

  @AfterEach
  void stop() throws IOException {
    System.setProperties(before);
    proxy.close();
    gateway.close();
  }

  private static String origin(String address) {
    URI uri = URI.create(address);
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  private static void setJvmProperty(String property, String value) {
    System.setProperty(property, value);
  }

  private Set<String> requestedHosts() {
    Set<String> hosts = new TreeSet<>();
    proxy.requestedTargets().forEach(target -> hosts.add(target.replaceFirst(":\\d+$", "")));
    return hosts;
  }

  @Test
  void aCycleAndItsMailGoThroughTheProxy() throws Exception {
    installation.entra().assign(installation.entra().addUser("Bob", "bob@elsewhere.example"));
    try (ProgramProcess cycle =
        ProgramProcess.start(
            installation,
            Map.of(),
            List.of(
                "-Dhttps.proxyHost=127.0.0.1",
                "-Dhttps.proxyPort=" + proxy.port(),
                "-Djavax.net.ssl.trustStore=" + TlsGateway.trustStore(certificates),
                "-Djavax.net.ssl.trustStorePassword=" + TlsGateway.PASSWORD),
            "run",
            "--once")) {
      assertEquals(1, cycle.exitStatus(ProgramProcess.PATIENCE), cycle.all());
    }
    assertTrue(installation.zscaler.user("ada@example.com").active());
    assertEquals(1, installation.mail.getReceivedMessages().length);
    assertEquals(new TreeSet<>(List.of(SIGN_IN, GRAPH, SCIM, MAIL)), requestedHosts());
    for (String secret :
        List.of(installation.zscaler.secretToken(), installation.tenant.clientSecret(), "Bearer")) {
      assertThat(proxy.received()).as("the proxy has received " + secret).doesNotContain(secret);
    }
  }

  @Test
  void testConnectionShowsTheRouteOfEachConnection() {
    String through = "through the proxy 127.0.0.1:" + proxy.port();
    Installation.Result result = installation.execute("test-connection");
    assertEquals(0, result.exitStatus(), result.out());
    for (String line : List.of("Entra ID: token", "Graph: users", "SCIM: token", "Mail: server")) {
      assertThat(line(result, line)).as(result.out()).contains(through);
    }
    assertEquals(new TreeSet<>(List.of(SIGN_IN, GRAPH, SCIM)), requestedHosts());
    setJvmProperty("http.nonProxyHosts", "*.example.net");
    result = installation.execute("test-connection");
    assertThat(line(result, "Graph: users")).as(result.out()).contains(through);
    assertThat(line(result, "Mail: server")).as(result.out()).contains("directly");
    assertThat(line(result, "SCIM: token")).as(result.out()).startsWith("FAILED");
    assertThat(line(result, "SCIM: token")).as(result.out()).contains("zscaler.tenant-url");
  }

  @Test
  void theLocalMachineIsNeverReachedThroughTheProxy() {
    setJvmProperty("http.proxyHost", "127.0.0.1");
    setJvmProperty("http.proxyPort", String.valueOf(proxy.port()));
    setJvmProperty("http.nonProxyHosts", "nowhere.example");
    installation
        .set("entra.authority", installation.tenant.authority())
        .set("entra.graph-url", installation.tenant.graphUrl())
        .set("zscaler.tenant-url", installation.zscaler.tenantUrl())
        .set("mail.host", "127.0.0.1");
    Installation.Result result = installation.execute("test-connection");
    assertEquals(0, result.exitStatus(), result.out());
    assertThat(result.out()).doesNotContain("through");
    assertEquals("", proxy.received());
  }

  @Test
  void proxyCredentialsAreSentIfTheProxyRequiresThem() {
    proxy.requireLogin("provisioning", "pr0xy-word");
    Installation.Result refused = installation.execute("test-connection");
    assertEquals(3, refused.exitStatus(), refused.out());
    assertThat(line(refused, "Entra ID: token")).as(refused.out()).contains("https.proxyUser");
    assertThat(line(refused, "SCIM: token")).as(refused.out()).contains("https.proxyUser");

    setJvmProperty("https.proxyUser", "provisioning");
    setJvmProperty("https.proxyPassword", "wrong");
    refused = installation.execute("test-connection");
    assertEquals(3, refused.exitStatus(), refused.out());
    assertThat(line(refused, "SCIM: token")).as(refused.out()).contains("https.proxyPassword");

    System.clearProperty("https.proxyUser");
    System.clearProperty("https.proxyPassword");
    setJvmProperty("http.proxyUser", "provisioning");
    setJvmProperty("http.proxyPassword", "pr0xy-word");
    installation.entra().assign(installation.entra().addUser("Bob", "bob@elsewhere.example"));
    Installation.Result cycle = installation.cycle();
    assertEquals(1, cycle.exitStatus(), cycle.out() + cycle.err());
    assertTrue(installation.zscaler.user("ada@example.com").active());
    assertEquals(1, installation.mail.getReceivedMessages().length);
  }

  @Test
  void aRefusalOfTheProxyIsNotAMissingPermission() {
    proxy.refuseAll("403 Forbidden");
    assertCycleStops("127.0.0.1:" + proxy.port(), "403", "http.nonProxyHosts");
    // No quarantine: no server has refused the credentials.
    assertCycleStops("127.0.0.1:" + proxy.port());
    Installation.Result test = installation.execute("test-connection");
    assertEquals(3, test.exitStatus(), test.out());
    assertThat(line(test, "SCIM: token")).as(test.out()).contains(SCIM);
    assertThat(test.out()).doesNotContain("zscaler.secret-token");
  }

  @Test
  void anUnreachableProxyIsReported() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    setJvmProperty("https.proxyPort", String.valueOf(closed));
    assertCycleStops("127.0.0.1:" + closed, "https.proxyPort");
  }

  @Test
  void aProxyThatReachesOnlyGraphStopsTheCycleAndParksNothing() {
    proxy.addHost(SCIM, 1);
    installation.set("retry.zscaler-delay", "1");
    assertCycleStops(SCIM);
    assertEquals(0, installation.status().path("parked").asInt());
  }

  @Test
  void anUntrustedCertificateIsReported() {
    System.clearProperty("javax.net.ssl.trustStore");
    System.clearProperty("javax.net.ssl.trustStorePassword");
    assertCycleStops("javax.net.ssl.trustStore");
    Installation.Result test = installation.execute("test-connection");
    assertThat(line(test, "SCIM: token")).as(test.out()).contains("javax.net.ssl.trustStore");
  }

  /** Checks that a cycle ends with exit status 3 and its output contains these words. */
  private void assertCycleStops(String... words) {
    Installation.Result cycle = installation.cycle();
    assertEquals(3, cycle.exitStatus(), cycle.out() + cycle.err());
    for (String word : words) {
      assertThat(cycle.out()).as(word + " is not in " + cycle.out()).contains(word);
    }
    assertEquals(0, installation.zscaler.writes().size());
  }

  private static String line(Installation.Result result, String what) {
    return result
        .out()
        .lines()
        .filter(line -> line.contains(what))
        .findFirst()
        .orElseThrow(() -> new AssertionError(what + " is not in " + result.out()));
  }
}
