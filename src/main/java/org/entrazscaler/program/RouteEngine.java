package org.entrazscaler.program;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.entrazscaler.camel.MappingsInForce;
import org.entrazscaler.camel.reload.CheckedReloadStrategy;
import org.entrazscaler.camel.reload.RouteContext;
import org.entrazscaler.camel.reload.RouteFilesCheck;
import org.entrazscaler.cli.CommandFailure;
import org.entrazscaler.cli.ExitStatus;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.CycleListener;
import org.entrazscaler.engine.DryRun;
import org.entrazscaler.engine.Engine;
import org.entrazscaler.mapping.check.Finding;
import org.entrazscaler.operate.StateHealthCheck;
import org.entrazscaler.outcome.WriteObserver;
import org.entrazscaler.settings.EntraSettings;
import org.entrazscaler.settings.Secret;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.signin.EntraCredential;
import org.entrazscaler.signin.EntraSignIn;
import org.entrazscaler.signin.SignInSettings;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;

/** The routes in Camel Main, with the steps they name. Safe for use by several threads. */
final class RouteEngine implements Engine, AutoCloseable {

  private static final String INCLUDE_PATTERN = "camel.main.routes-include-pattern";

  /** Relative to the working directory, which Camel takes for the directory of the process. */
  private static final String SHIPPED_PATTERN = "file:routes/*.camel.yaml";

  private final Settings settings;
  private final State state;
  private final Path routes;
  private final Clock clock;
  private final RouteBeans beans;
  private final Main main;
  private final RouteStarter start;
  private final boolean dry;
  private final AtomicReference<@Nullable MappingsInForce> mappings = new AtomicReference<>();
  private final Set<RouteEngine> dryRuns = ConcurrentHashMap.newKeySet();
  private @Nullable EntraSignIn signIn;
  private @Nullable CheckedReloadStrategy reload;
  private @Nullable CamelContext camel;
  private volatile boolean started;

  /**
   * An engine that is not started yet.
   *
   * @param settings what is set
   * @param state the opened state
   * @param routes the folder of the routes
   * @param clock tells the present
   * @param listener is told how cycles go
   * @param serving whether it goes on until it is stopped: cycles by themselves, changed files
   *     taken up, health, metrics and JMX
   * @param start gets the routes to work, unless the engine is serving
   */
  RouteEngine(
      Settings settings,
      State state,
      Path routes,
      Clock clock,
      CycleListener listener,
      boolean serving,
      RouteStarter start) {
    this.start = start;
    this.dry = false;
    this.settings = settings;
    this.state = state;
    this.routes = routes;
    this.clock = clock;
    this.beans = new RouteBeans(settings, state, this::signIn, this::mappings, clock, listener);
    this.main = main(serving);
  }

  /**
   * An engine for a dry run.
   *
   * @param others what works for real
   * @param copy a state that is thrown away
   * @param observer is told what would have been written
   */
  RouteEngine(RouteEngine others, State copy, WriteObserver observer) {
    this.start = others.start;
    this.dry = true;
    this.settings = others.settings.forDryRun();
    this.state = copy;
    this.routes = others.routes;
    this.clock = others.clock;
    this.signIn = others.signIn();
    this.beans =
        RouteBeans.dry(others.beans, settings, copy, this::signIn, this::mappings, clock, observer);
    this.main = main(false);
  }

  private Main main(boolean serving) {
    Main main = new RouteMain();
    // The one who uses the engine knows how to end; Camel's own hook would wait for the routes
    // alone.
    main.setShutdownStrategy(new SimpleMainShutdownStrategy());
    main.setDefaultPropertyPlaceholderLocation("false");
    settings.camelProperties().forEach(main::addInitialProperty);
    Properties placeholders = RouteBeans.placeholders(settings, serving);
    placeholders.forEach((key, value) -> main.addInitialProperty((String) key, (String) value));
    if (property(INCLUDE_PATTERN, SHIPPED_PATTERN).equals(SHIPPED_PATTERN)) {
      main.addInitialProperty(INCLUDE_PATTERN, "file:" + routes + "/*.camel.yaml");
    }
    if (!serving) {
      // Nobody could look at them: the program ends with the command.
      main.addInitialProperty("camel.management.enabled", "false");
      main.addInitialProperty("camel.main.jmx-enabled", "false");
      main.addInitialProperty("camel.metrics.enabled", "false");
      main.addInitialProperty("camel.health.enabled", "false");
    }
    beans.all().forEach(main::bind);
    if (serving) {
      main.bind("stateHealthCheck", new StateHealthCheck(state::isUp));
      main.addMainListener(
          new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport configured) {
              watchRoutes(configured.getCamelContext());
            }
          });
    }
    return main;
  }

  /** Camel Main with a context that leaves the reporting of a failed start to the program. */
  private static final class RouteMain extends Main {
    @Override
    protected CamelContext createCamelContext() {
      return new RouteContext(registry);
    }

    /** Reads every file once more, in search of comments for JBang that no file has. */
    @Override
    protected void modelineRoutes(CamelContext camel) {}
  }

  private void watchRoutes(CamelContext camel) {
    try {
      CheckedReloadStrategy strategy =
          new CheckedReloadStrategy(
              routes,
              new RouteFilesCheck(RouteCheck.mappings(settings), camel),
              clock,
              () -> mappings.set(null));
      camel.addService(strategy);
      reload = strategy;
    } catch (Exception e) {
      throw new CommandFailure(
          ExitStatus.USAGE, "The folder " + routes + " cannot be watched: " + e.getMessage(), e);
    }
  }

  /** Checks the mappings and filters, before the routes are built. */
  void refuseMistakes() {
    RouteCheck.refuseMistakes(settings, routes, clock);
  }

  /** Camel Main, for one who wants to run it until it is stopped. */
  Main main() {
    started = true;
    return main;
  }

  /** What is set. */
  Settings settings() {
    return settings;
  }

  /** The folder of the routes. */
  Path routes() {
    return routes;
  }

  /** Whether it writes nothing. */
  boolean dry() {
    return dry;
  }

  /** From now on it signs in by another engine, which uses the routes that this one has started. */
  synchronized void signInBy(RouteEngine other) {
    signIn = other.signIn();
  }

  /** What Camel is told under a key, however it is written. */
  String property(String key, String otherwise) {
    return settings.camelProperties().getOrDefault(key, otherwise);
  }

  @Override
  public synchronized CamelContext camel() {
    if (!started) {
      started = true;
      try {
        camel = start.start(this);
      } catch (CommandFailure e) {
        throw e;
      } catch (Exception e) {
        throw RouteCheck.notStarted(settings, routes, clock, e);
      }
    }
    return camel == null ? main.getCamelContext() : camel;
  }

  @Override
  public CycleControl cycles() {
    return beans.cycles();
  }

  @Override
  public synchronized EntraSignIn signIn() {
    if (signIn == null) {
      EntraSettings entra = settings.entra();
      signIn =
          new EntraSignIn(
              new SignInSettings(
                  entra.authority(),
                  Objects.requireNonNullElse(entra.tenantId(), ""),
                  Objects.requireNonNullElse(entra.clientId(), ""),
                  entra.graphUrl(),
                  credential(entra)),
              clock);
    }
    return signIn;
  }

  private static EntraCredential credential(EntraSettings entra) {
    return switch (entra.credential()) {
      case CLIENT_SECRET ->
          new EntraCredential.ClientSecret(
              Objects.requireNonNull(entra.clientSecret(), "entra.client-secret").reveal());
      case CERTIFICATE ->
          new EntraCredential.Certificate(
              Objects.requireNonNull(entra.certificateFile(), "entra.certificate-file"),
              reveal(entra.certificatePassword()));
      case MANAGED_IDENTITY -> new EntraCredential.ManagedIdentity(entra.managedIdentityClientId());
      case WORKLOAD_IDENTITY ->
          new EntraCredential.WorkloadIdentity(
              Objects.requireNonNull(entra.federatedTokenFile(), "entra.federated-token-file"));
    };
  }

  private static @Nullable String reveal(@Nullable Secret secret) {
    return secret == null ? null : secret.reveal();
  }

  @Override
  public MappingsInForce mappings() {
    MappingsInForce current = mappings.get();
    if (current == null) {
      current = MappingsInForce.of(camel());
      mappings.set(current);
    }
    return current;
  }

  @Override
  public @Nullable Cycle running() {
    return beans.cycles().running();
  }

  @Override
  public @Nullable String refusedReload() {
    CheckedReloadStrategy strategy = reload;
    return strategy == null
        ? null
        : strategy
            .rejection()
            .map(
                rejection ->
                    rejection.findings().stream()
                        .map(Finding::report)
                        .collect(Collectors.joining("\n")))
            .orElse(null);
  }

  @Override
  public DryRun dryRun(Set<String> without) {
    Cycle cycle = running();
    String underWay = cycle == null ? null : "Cycle " + cycle.name() + " (" + cycle.kind() + ")";
    return EngineDryRun.of(this, state.copy(without), underWay);
  }

  /** Lets a dry run end with this engine. */
  void accompaniedBy(RouteEngine dryRun) {
    dryRuns.add(dryRun);
  }

  /** A dry run has ended. */
  void leftBy(RouteEngine dryRun) {
    dryRuns.remove(dryRun);
  }

  /** The steps by name. */
  Map<String, Object> steps() {
    return beans.all();
  }

  /** Cuts the cycles under way short, those of dry runs too, and lets none begin any more. */
  void cutShort() {
    beans.cycles().shutDown();
    dryRuns.forEach(RouteEngine::cutShort);
  }

  /** Cuts the cycle under way short, and stops the routes as soon as they have ended it. */
  void endEarly() {
    cutShort();
    close();
  }

  @Override
  public void close() {
    if (started) {
      start.stop(this);
    }
  }
}
