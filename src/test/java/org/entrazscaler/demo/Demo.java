package org.entrazscaler.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.entrazscaler.demo.Terminal.Source;
import org.entrazscaler.simulation.tenant.SimulatedTenant;
import org.entrazscaler.simulation.zscaler.SimulatedZscaler;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;

/** The demo: the simulated systems, the program, and the output that shows what they do. */
public final class Demo implements AutoCloseable {

  static final String DOMAIN = "contoso.com";

  private static final Duration POLL_INTERVAL = Duration.ofMillis(400);
  private static final int MINIMUM_EVENTS = 3;
  private static final Duration SHUTDOWN_WAIT = Duration.ofSeconds(2);
  private static final Duration LAST_CHANGES_WAIT = Duration.ofMinutes(2);

  private final DemoOptions options;
  private final Terminal terminal;
  private final SimulatedTenant tenant;
  private final DemoCompany company;
  private final SimulatedZscaler zscaler;
  private final MailServer mail;
  private final WorkingDirectory directory;
  private final ProductLog log;
  private final ProductProcess product;
  private final ProductStatus productStatus;
  private final AtomicBoolean closed = new AtomicBoolean();

  private final int usersExpected;
  private final int groupsExpected;
  private volatile boolean initialCycleEnded;
  private volatile double requestsPerObject;
  private long events;

  /**
   * Runs the demo until it is stopped or its time is over.
   *
   * @param arguments none
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] arguments) throws InterruptedException {
    try (Demo demo = start(DemoOptions.ofSystemProperties(), Terminal.ofProcess())) {
      Thread shutdown = new Thread(demo::stop, "demo-shutdown");
      Runtime.getRuntime().addShutdownHook(shutdown);
      demo.run();
      Runtime.getRuntime().removeShutdownHook(shutdown);
    }
  }

  /**
   * Starts the simulated systems and the program.
   *
   * @param options the size and duration of the demo
   * @param terminal the output
   * @throws IllegalStateException if the program is not packaged
   */
  static Demo start(DemoOptions options, Terminal terminal) {
    Path jar = options.project().resolve("target/entra-zscaler-provisioning.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is missing: run ./mvnw -DskipTests package");
    }
    return new Demo(options, terminal, jar);
  }

  private Demo(DemoOptions options, Terminal terminal, Path jar) {
    this.options = options;
    this.terminal = terminal;
    tenant = SimulatedTenant.start();
    company = new DemoCompany(tenant.directory(), options.seed(), options.users());
    zscaler = SimulatedZscaler.start(ZscalerOptions.zia().domains(DOMAIN, "example.com"));
    mail = new MailServer();
    Comparison comparison = new Comparison(tenant.directory(), DOMAIN);
    usersExpected = comparison.users().size();
    groupsExpected = comparison.groups().size();
    Map<String, String> settings = settings();
    directory = WorkingDirectory.create(options.project(), options.name(), settings);
    log = new ProductLog(directory.path().resolve("product.log"), terminal);
    printWelcome(settings);
    product =
        ProductProcess.start(
            jar, directory, List.of("run"), line -> terminal.say(Source.PRODUCT, line), log);
    productStatus = new ProductStatus(directory.path());
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("entra.tenant-id", tenant.tenantId());
    settings.put("entra.client-id", tenant.clientId());
    settings.put("entra.client-secret", tenant.clientSecret());
    settings.put("entra.authority", tenant.authority());
    settings.put("entra.graph-url", tenant.graphUrl());
    settings.put("entra.enterprise-app-id", tenant.enterpriseAppId());
    settings.put("zscaler.tenant-url", zscaler.tenantUrl());
    settings.put("zscaler.secret-token", zscaler.secretToken());
    settings.put("zscaler.product", "zia");
    settings.put("zscaler.domains", DOMAIN);
    settings.put("provisioning.schedule", "0/" + options.cycleEvery().toSeconds() + " * * * * ?");
    settings.put("notification.email", "it-operations@contoso.com");
    settings.put("mail.host", "127.0.0.1");
    settings.put("mail.port", String.valueOf(mail.port()));
    settings.put("mail.username", MailServer.USER);
    settings.put("mail.password", MailServer.PASSWORD);
    settings.put("mail.security", "none");
    settings.put("console.port", String.valueOf(freePort(8080)));
    settings.put("console.password", newPassword());
    settings.put("camel.management.port", String.valueOf(freePort(9876)));
    return settings;
  }

  private void printWelcome(Map<String, String> settings) {
    terminal.print("");
    terminal.heading("Entra → Zscaler provisioning: demo");
    terminal.print("");
    terminal.print(
        "  Tenant    simulated: "
            + tenant.directory().userIds().size()
            + " users and "
            + tenant.directory().groupIds().size()
            + " groups; "
            + groupsExpected
            + " groups with "
            + usersExpected
            + " users are assigned");
    terminal.print("  Zscaler   simulated: ZIA, 5 requests per second, login domain " + DOMAIN);
    terminal.print(
        "  Console   http://127.0.0.1:"
            + settings.get("console.port")
            + "/hawtio  user admin, password "
            + settings.get("console.password"));
    String management = "http://127.0.0.1:" + settings.get("camel.management.port") + "/observe/";
    terminal.print("  Health    " + management + "health  (and " + management + "metrics)");
    Path path = relative(directory.path());
    terminal.print("  Routes    " + path.resolve("routes") + ", a copy that you can change");
    terminal.print("  Log       " + path.resolve("product.log"));
    terminal.print(
        "  Commands  (cd "
            + path
            + " && java -jar ../entra-zscaler-provisioning.jar --config "
            + directory.settings()
            + " status)");
    terminal.print("");
    terminal.print(
        options.duration().isZero()
            ? "  Press Ctrl-C to stop the demo."
            : "  The demo stops after " + options.duration().toMinutes() + " min, or with Ctrl-C.");
    terminal.print("");
  }

  private Path relative(Path path) {
    Path here = Path.of("").toAbsolutePath();
    return path.startsWith(here) ? here.relativize(path) : path;
  }

  /**
   * Makes the company change and shows the effects, until the time that the options give is over
   * and the last changes have arrived, or {@link #close} is called.
   *
   * @throws IllegalStateException if the program ends by itself, or if the target does not match
   *     the tenant at the end
   */
  void run() throws InterruptedException {
    long began = System.nanoTime();
    long nextEvent = 0;
    while (!closed.get()) {
      poll();
      if (!product.isRunning()) {
        awaitShutdown();
        return;
      }
      long now = System.nanoTime();
      if (initialCycleEnded) {
        boolean isOver = !options.duration().isZero() && now - began > options.duration().toNanos();
        if (isOver && events >= MINIMUM_EVENTS) {
          finish();
          return;
        }
        if (now > nextEvent) {
          nextEvent = now + options.eventEvery().toNanos();
          events++;
          terminal.say(Source.TENANT, company.nextEvent().sentence());
        }
      }
      Thread.sleep(POLL_INTERVAL.toMillis());
    }
  }

  /** Ctrl-C also ends the program, and this process ends moments later. This is no failure. */
  private void awaitShutdown() throws InterruptedException {
    long until = System.nanoTime() + SHUTDOWN_WAIT.toNanos();
    while (!closed.get() && System.nanoTime() < until) {
      Thread.sleep(POLL_INTERVAL.toMillis());
    }
    if (!closed.get()) {
      throw new IllegalStateException(
          "The program ended with exit status " + product.exitStatus() + ". " + log.lastLines());
    }
  }

  /** Waits until the last changes have arrived, and reports the result. */
  private void finish() throws InterruptedException {
    long until = System.nanoTime() + LAST_CHANGES_WAIT.toNanos();
    List<String> differences = differences();
    while (!differences.isEmpty() && System.nanoTime() < until && !closed.get()) {
      poll();
      Thread.sleep(POLL_INTERVAL.toMillis());
      differences = differences();
    }
    poll();
    if (!differences.isEmpty()) {
      throw new IllegalStateException(
          "Zscaler does not match the tenant:\n" + String.join("\n", differences));
    }
    Comparison comparison = new Comparison(tenant.directory(), DOMAIN);
    terminal.say(
        Source.DEMO,
        "After %d events Zscaler matches the tenant: %d active users, %d groups."
            .formatted(events, comparison.users().size(), comparison.groups().size()));
  }

  private void poll() {
    mail.newMails().forEach(line -> terminal.say(Source.MAIL, line));
    if (!initialCycleEnded) {
      JsonNode status = productStatus.status();
      if (status != null && status.at("/lastCycle/ended").isTextual()) {
        reportRequests(status);
        initialCycleEnded = true;
      }
    }
  }

  private void reportRequests(JsonNode status) {
    requestsPerObject = status.at("/requests/zscalerPerObject").asDouble();
    terminal.say(
        Source.DEMO,
        String.format(
            Locale.ROOT,
            "The initial cycle needed %.3f requests per object (status --json); the simulated"
                + " Zscaler counted %d requests for %d users and %d groups.",
            requestsPerObject,
            zscaler.requests().size(),
            status.path("users").asInt(),
            status.path("groups").asInt()));
    terminal.say(Source.DEMO, "Now people join, move and leave.");
  }

  /** Whether the initial cycle has ended. */
  boolean initialCycleEnded() {
    return initialCycleEnded;
  }

  /** Requests to the target for each object in the initial cycle, as the program counts them. */
  double requestsPerObject() {
    return requestsPerObject;
  }

  /** Waits until the program has ended and returns its exit status. */
  int exitStatus() throws InterruptedException {
    return product.exitStatus();
  }

  SimulatedZscaler zscaler() {
    return zscaler;
  }

  /** One line for each difference between the target and the tenant. */
  List<String> differences() {
    return new Comparison(tenant.directory(), DOMAIN).differences(zscaler);
  }

  @Override
  public void close() {
    stop();
  }

  /** Stops everything and waits until it has ended. A second call does nothing. */
  void stop() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    terminal.say(Source.DEMO, "Stopping.");
    product.close();
    mail.close();
    zscaler.close();
    tenant.close();
    log.close();
    terminal.say(Source.DEMO, "Stopped.");
  }

  private static int freePort(int preferred) {
    try (ServerSocket socket = new ServerSocket(preferred, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      if (preferred != 0) {
        return freePort(0);
      }
      throw new UncheckedIOException("this machine has no free port", e);
    }
  }

  private static String newPassword() {
    String letters = "abcdefghjkmnpqrstuvwxyz23456789";
    SecureRandom random = new SecureRandom();
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      password.append(letters.charAt(random.nextInt(letters.length())));
    }
    return password.toString();
  }
}
