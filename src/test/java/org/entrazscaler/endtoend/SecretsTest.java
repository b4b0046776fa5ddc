package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMailUtil;
import jakarta.mail.internet.MimeMessage;
import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.entrazscaler.command.ProvisioningMBean;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.tenant.GraphFault;
import org.entrazscaler.simulation.tenant.RequestKind;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerFault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No password and no token is shown anywhere, even at level debug and after failures. */
class SecretsTest {

  private static final String CONSOLE_PASSWORD = "console-Passw0rd-7f3a";
  private static final String VIEWER_PASSWORD = "viewer-Passw0rd-91bc";
  private static final String MAIL_PASSWORD = "mail-Passw0rd-55de";
  private static final String STATE_PASSWORD = "state-Passw0rd-c0ff";

  @RegisterExtension private final Installation installation = new Installation();

  @BeforeEach
  void start() throws Exception {
    installation.mail.setUser("prov@example.org", "prov", MAIL_PASSWORD);
    installation
        .set("logging.level", "debug")
        .set("provisioning.schedule", "* * * * * ?")
        .set("camel.management.port", String.valueOf(ServiceTest.freePort()))
        .set("console.port", String.valueOf(ServiceTest.freePort()))
        .set("console.password", CONSOLE_PASSWORD)
        .set("console.viewer-username", "viewer")
        .set("console.viewer-password", VIEWER_PASSWORD)
        .set("mail.username", "prov")
        .set("mail.password", MAIL_PASSWORD)
        .set("state.username", "prov")
        .set("state.password", STATE_PASSWORD);
    for (String name : List.of("ada", "bob", "cleo", "dan")) {
      assign(name);
    }
  }

  private void assign(String name) {
    installation.entra().assign(installation.entra().addUser(name, name + "@example.com"));
  }

  @Test
  void outputsLogStateAndMailsContainNoSecret() throws Exception {
    var zscaler = installation.zscaler.faults();
    zscaler.always(post("bob"), ZscalerFault.status(400));
    zscaler.next(2, post("cleo"), Fault.html(502));
    zscaler.next(1, post("dan"), Fault.lostAnswer());
    var graph = installation.tenant.faults();
    graph.next(RequestKind.TOKEN, GraphFault.serverError());
    graph.next(RequestKind.USERS_DELTA, Fault.html(200));
    graph.next(RequestKind.GROUPS_DELTA, GraphFault.tokensRevoked());
    Map<String, String> contents = new LinkedHashMap<>();
    Set<String> secrets = new LinkedHashSet<>(List.of(installation.zscaler.secretToken()));
    try (ProgramProcess service = ProgramProcess.start(installation, "run")) {
      service.awaitOut("Running.");
      await()
          .atMost(ProgramProcess.PATIENCE)
          .until(() -> installation.status().path("parked").asInt() == 1);
      assertTrue(installation.mail.waitForIncomingEmail(60_000, 1));
      contents.put("test-connection", both("test-connection"));
      secrets.add(installation.zscaler.rotateToken());
      assign("eve");
      await()
          .atMost(ProgramProcess.PATIENCE)
          .until(
              () ->
                  installation
                      .status()
                      .path("lastCycle")
                      .path("result")
                      .asText()
                      .equals("stopped"));
      contents.put("test-connection, refused", both("test-connection"));
      contents.put("run --once", both("run", "--once"));
      contents.put("status", both("status"));
      contents.put("status --json", both("status", "--json"));
      contents.put("logs", both("logs"));
      contents.put("logs --json", both("logs", "--json"));
      contents.put("logs --csv", both("logs", "--csv"));
      contents.put("check --show", both("check", "--show", "ada@example.com"));
      service.terminate();
      service.exitStatus(ProgramProcess.PATIENCE);
      contents.put("standard output", service.out());
      contents.put("log", service.err());
      assertThat(service.err()).as("the log is at level debug").contains("DEBUG");
    }
    for (MimeMessage message : installation.mail.getReceivedMessages()) {
      contents.put("mail", GreenMailUtil.getWholeMessage(message));
    }
    try (Stream<Path> files = Files.walk(installation.directory.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        contents.put(file + " in UTF-8", new String(bytes, StandardCharsets.ISO_8859_1));
        contents.put(file + " in UTF-16", new String(bytes, StandardCharsets.UTF_16BE));
      }
    }
    secrets.addAll(usedSecrets());
    contents.forEach((source, content) -> assertThat(secrets).doesNotContain(source, content));
  }

  @Test
  void jmxContainsNoSecret() throws Exception {
    CompletableFuture<Installation.Result> service =
        CompletableFuture.supplyAsync(() -> installation.execute("run"));
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      await()
          .atMost(ProgramProcess.PATIENCE)
          .until(() -> server.isRegistered(ProvisioningMBean.NAME) || service.isDone());
      await()
          .atMost(ProgramProcess.PATIENCE)
          .until(() -> installation.zscaler.user("dan@example.com") != null || service.isDone());
      assertFalse(service.isDone(), () -> service.join().err());
      Set<String> secrets = new LinkedHashSet<>(usedSecrets());
      secrets.add(installation.zscaler.secretToken());
      int read = 0;
      for (ObjectName name : server.queryNames(null, null)) {
        String content = name + attributes(server, name) + dumps(server, name);
        read++;
        assertThat(secrets).doesNotContain(name.toString(), content);
      }
      assertThat(read).as("the MBeans of the routes were read").isGreaterThan(100);
    } finally {
      for (ObjectName context :
          server.queryNames(new ObjectName("org.apache.camel:type=context,*"), null)) {
        server.invoke(context, "stop", null, null);
      }
      assertEquals(0, service.join().exitStatus());
    }
  }

  private static String attributes(MBeanServer server, ObjectName name) throws Exception {
    StringBuilder text = new StringBuilder();
    for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
      if (attribute.isReadable()) {
        try {
          write(
              text.append('\n').append(attribute.getName()).append('='),
              server.getAttribute(name, attribute.getName()));
        } catch (Exception e) {
          text.append(e);
        }
      }
    }
    return text.toString();
  }

  /** The results of the operations that dump or list, called with all options on. */
  private static String dumps(MBeanServer server, ObjectName name) throws Exception {
    StringBuilder text = new StringBuilder();
    MBeanInfo info = server.getMBeanInfo(name);
    for (MBeanOperationInfo operation : info.getOperations()) {
      // The context and the routes dump everything. Hundreds of steps would only repeat it.
      if (!name.getDomain().equals("org.apache.camel")
          || "processors".equals(name.getKeyProperty("type"))
          || !operation.getName().matches("(?i)(dump|list|explain|browse|properties).*")
          || hasLargerOverload(operation, info)) {
        continue;
      }
      List<Object> arguments = new ArrayList<>();
      for (var parameter : operation.getSignature()) {
        arguments.add(
            parameter.getType().equals("boolean")
                ? true
                : parameter.getType().equals("int") ? 9 : null);
      }
      try {
        write(
            text.append('\n').append(operation.getName()).append(": "),
            server.invoke(
                name,
                operation.getName(),
                arguments.toArray(),
                types(operation).toArray(String[]::new)));
      } catch (Exception e) {
        text.append(e);
      }
    }
    return text.toString();
  }

  /**
   * Whether an overload has these parameters and more. Camel calls that overload with the other
   * options off, so this operation shows less.
   */
  private static boolean hasLargerOverload(MBeanOperationInfo operation, MBeanInfo info) {
    List<String> types = types(operation);
    return Arrays.stream(info.getOperations())
        .filter(other -> other.getName().equals(operation.getName()))
        .map(SecretsTest::types)
        .anyMatch(
            more -> more.size() > types.size() && more.subList(0, types.size()).equals(types));
  }

  private static List<String> types(MBeanOperationInfo operation) {
    return Arrays.stream(operation.getSignature()).map(p -> p.getType()).toList();
  }

  private static void write(StringBuilder text, Object value) {
    if (value instanceof Object[] many) {
      Arrays.asList(many).forEach(one -> write(text.append(' '), one));
    } else if (value instanceof CompositeData composite) {
      composite.values().forEach(one -> write(text.append(' '), one));
    } else if (value instanceof TabularData table) {
      table.values().forEach(one -> write(text.append(' '), one));
    } else {
      text.append(value);
    }
  }

  private String both(String... command) {
    Installation.Result result = installation.execute(command);
    return result.out() + result.err();
  }

  private static java.util.function.Predicate<RecordedRequest> post(String name) {
    return RecordedRequest.of("POST", "/Users")
        .and(request -> request.body().contains(name + "@example.com"));
  }

  /** The secrets in the settings and the access tokens that the tenant has received. */
  private Set<String> usedSecrets() {
    Set<String> secrets =
        new LinkedHashSet<>(
            List.of(
                installation.tenant.clientSecret(),
                CONSOLE_PASSWORD,
                VIEWER_PASSWORD,
                MAIL_PASSWORD,
                STATE_PASSWORD));
    installation.tenant.requests().all().stream()
        .map(request -> request.header("Authorization"))
        .filter(header -> header != null && header.startsWith("Bearer "))
        .forEach(header -> secrets.add(header.substring("Bearer ".length())));
    assertThat(secrets.size()).as("access tokens were used").isGreaterThan(5);
    return secrets;
  }

  private static void assertContainsNone(Set<String> secrets, String source, String content) {
    for (String secret : secrets) {
      for (String form :
          List.of(
              secret,
              URLEncoder.encode(secret, StandardCharsets.UTF_8),
              Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)))) {
        int at = content.indexOf(form);
        assertThat(at)
            .as(
                () ->
                    source
                        + " contains a secret: "
                        + content.substring(
                            Math.max(0, at - 500), Math.min(content.length(), at + 100)))
            .isLessThan(0);
      }
    }
  }
}
