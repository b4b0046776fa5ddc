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
import org.entrazscaler.demo.Terminal.Voice;
import org.entrazscaler.simulation.tenant.SimulatedTenant;
import org.entrazscaler.simulation.zscaler.SimulatedZscaler;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;

/** The demo: everything that is around the product, the product itself, and what is shown of it. */
public final class Demo implements AutoCloseable {

  static final String DOMAIN = "contoso.com";

  private static final Duration LOOK = Duration.ofMillis(400);
  private static final int FEWEST_EVENTS = 3;
  private static final Duration MOMENTS = Duration.ofSeconds(2);
  private static final Duration LAST_CHANGES = Duration.ofMinutes(2);

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
  private volatile boolean initialCycleOver;
  private volatile double requestsPerObject;
  private long events;

  /**
   * Shows the demo until it is stopped or its life is over.
   *
   * @param arguments none
   * @throws InterruptedException if somebody ends the thread
   */
  public static void main(String[] arguments) throws InterruptedException {
    try (Demo demo = start(DemoOptions.ofSystemProperties(), Terminal.ofProcess())) {
      Thread ending = new Thread(demo::end, "demo-ending");
      Runtime.getRuntime().addShutdownHook(ending);
      demo.run();
      Runtime.getRuntime().removeShutdownHook(ending);
    }
  }

  /**
   * Starts everything.
   *
   * @param options what it is like
   * @param terminal where it is shown
   * @throws IllegalStateException if the product is not packaged
   */
  static Demo start(DemoOptions options, Terminal terminal) {
    Path jar = options.project().resolve("target/entra-zscaler-provisioning.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is missing: ./mvnw -DskipTests package makes it");
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
    welcome(settings);
    product =
        ProductProcess.start(
            jar, directory, List.of("run"), line -> terminal.say(Voice.PRODUCT, line), log);
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

  private void welcome(Map<String, String> settings) {
    terminal.print("");
    terminal.heading("Entra → Zscaler provisioning, the demo");
    terminal.print("");
    terminal.print(
        "  Tenant    simulated: "
            + tenant.directory().userIds().size()
            + " users and "
            + tenant.directory().groupIds().size()
            + " groups; assigned are "
            + groupsExpected
            + " groups, with them "
            + usersExpected
            + " users");
    terminal.print("  Zscaler   simulated: ZIA, 5 requests a second, login domain " + DOMAIN);
    terminal.print(
        "  Console   http://127.0.0.1:"
            + settings.get("console.port")
            + "/hawtio  user admin, password "
            + settings.get("console.password"));
    String management = "http://127.0.0.1:" + settings.get("camel.management.port") + "/observe/";
    terminal.print("  Health    " + management + "health  (and " + management + "metrics)");
    Path path = relative(directory.path());
    terminal.print("  Routes    " + path.resolve("routes") + ", a copy: change them as you like");
    terminal.print("  Log       " + path.resolve("product.log"));
    terminal.print(
        "  Commands  (cd "
            + path
            + " && java -jar ../entra-zscaler-provisioning.jar --config "
            + directory.settings()
            + " status)");
    terminal.print("");
    terminal.print(
        options.life().isZero()
            ? "  Ctrl-C ends everything."
            : "  It ends by itself after " + options.life().toMinutes() + " min, or by Ctrl-C.");
    terminal.print("");
  }

  private Path relative(Path path) {
    Path here = Path.of("").toAbsolutePath();
    return path.startsWith(here) ? here.relativize(path) : path;
  }

  /**
   * Lets the company live and shows what comes of it, until the life that the options give is over
   * and its last changes have arrived, or {@link #close} is called.
   *
   * @throws IllegalStateException if the product ends by itself, or if at the end the target does
   *     not hold what the tenant says
   */
  void run() throws InterruptedException {
    long began = System.nanoTime();
    long nextEvent = 0;
    while (!closed.get()) {
      look();
      if (!product.running()) {
        endOfProduct();
        return;
      }
      long now = System.nanoTime();
      if (initialCycleOver) {
        boolean lived = !options.life().isZero() && now - began > options.life().toNanos();
        if (lived && events >= FEWEST_EVENTS) {
          finish();
          return;
        }
        if (now > nextEvent) {
          nextEvent = now + options.eventEvery().toNanos();
          events++;
          terminal.say(Voice.TENANT, company.next().sentence());
        }
      }
      Thread.sleep(LOOK.toMillis());
    }
  }

  /** Ctrl-C ends the product as well as this process, whose own end is then only moments away. */
  private void endOfProduct() throws InterruptedException {
    long until = System.nanoTime() + MOMENTS.toNanos();
    while (!closed.get() && System.nanoTime() < until) {
      Thread.sleep(LOOK.toMillis());
    }
    if (!closed.get()) {
      throw new IllegalStateException(
          "The product has ended with status " + product.exitStatus() + ". " + log.end());
    }
  }

  /** Waits until the last changes have arrived, and says what has come of it all. */
  private void finish() throws InterruptedException {
    long until = System.nanoTime() + LAST_CHANGES.toNanos();
    List<String> differences = differences();
    while (!differences.isEmpty() && System.nanoTime() < until && !closed.get()) {
      look();
      Thread.sleep(LOOK.toMillis());
      differences = differences();
    }
    look();
    if (!differences.isEmpty()) {
      throw new IllegalStateException(
          "Zscaler does not hold what the tenant says:\n" + String.join("\n", differences));
    }
    Comparison comparison = new Comparison(tenant.directory(), DOMAIN);
    terminal.say(
        Voice.DEMO,
        "After %d events Zscaler holds what the tenant says: %d active users, %d groups."
            .formatted(events, comparison.users().size(), comparison.groups().size()));
  }

  private void look() {
    mail.arrived().forEach(line -> terminal.say(Voice.MAIL, line));
    if (!initialCycleOver) {
      JsonNode status = productStatus.status();
      if (status != null && status.at("/lastCycle/ended").isTextual()) {
        economy(status);
        initialCycleOver = true;
      }
    }
  }

  private void economy(JsonNode status) {
    requestsPerObject = status.at("/requests/zscalerPerObject").asDouble();
    terminal.say(
        Voice.DEMO,
        String.format(
            Locale.ROOT,
            "The initial cycle took %.3f requests an object (status --json); the simulated Zscaler"
                + " counted %d requests for %d users and %d groups.",
            requestsPerObject,
            zscaler.requests().size(),
            status.path("users").asInt(),
            status.path("groups").asInt()));
    terminal.say(Voice.DEMO, "From now on people join, move and leave.");
  }

  /** Whether everything that was assigned at the start has been seen to. */
  boolean initialCycleOver() {
    return initialCycleOver;
  }

  /** Requests to the target for each object of the initial cycle, as the product counts them. */
  double requestsPerObject() {
    return requestsPerObject;
  }

  /** The product's exit status, once it has ended. */
  int exitStatus() throws InterruptedException {
    return product.exitStatus();
  }

  /** The target. */
  SimulatedZscaler zscaler() {
    return zscaler;
  }

  /** A line for each thing in which the target is not what the tenant says. */
  List<String> differences() {
    return new Comparison(tenant.directory(), DOMAIN).differences(zscaler);
  }

  @Override
  public void close() {
    end();
  }

  /** Ends everything and waits until it has; does nothing the second time. */
  void end() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    terminal.say(Voice.DEMO, "Ending.");
    product.close();
    mail.close();
    zscaler.close();
    tenant.close();
    log.close();
    terminal.say(Voice.DEMO, "Everything has ended.");
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
