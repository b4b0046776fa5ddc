package org.entrazscaler.program;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
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
import org.entrazscaler.operate.StateHealthCheck;
import org.entrazscaler.outcome.WriteObserver;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.signin.EntraSignIn;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;

/** The routes in Camel Main, with their steps. Safe for use by several threads. */
final class RouteEngine implements Engine, AutoCloseable {

  private static final String INCLUDE_PATTERN = "camel.main.routes-include-pattern";

  /**
   * Relative to the working directory; for Camel it is relative to the directory of the process.
   */
  private static final String SHIPPED_PATTERN = "file:routes/*.camel.yaml";

  private final Settings settings;
  private final State state;
  private final Path routes;
  private final Clock clock;
  private final RouteBeans beans;
  private final Main main;
  private final RouteStarter starter;
  private final boolean dry;
  private final AtomicReference<@Nullable MappingsInForce> mappings = new AtomicReference<>();
  private final Set<RouteEngine> dryRuns = ConcurrentHashMap.newKeySet();
  private @Nullable EntraSignIn signIn;
  private @Nullable CheckedReloadStrategy reload;
  private @Nullable CamelContext camel;
  private volatile boolean started;

  /**
   * Creates an engine that is not started.
   *
   * @param routes the folder of the routes
   * @param listener observes the cycles
   * @param serving whether the engine runs until it is stopped: with scheduled cycles, reload of
   *     changed files, health, metrics and JMX
   * @param starter starts the routes, unless the engine is serving
   */
  RouteEngine(
      Settings settings,
      State state,
      Path routes,
      Clock clock,
      CycleListener listener,
      boolean serving,
      RouteStarter starter) {
    this.starter = starter;
    this.dry = false;
    this.settings = settings;
    this.state = state;
    this.routes = routes;
    this.clock = clock;
    this.beans = new RouteBeans(settings, state, this::signIn, this::mappings, clock, listener);
    this.main = main(serving);
  }

  /**
   * Creates an engine for a dry run.
   *
   * @param realEngine the engine whose routes and settings are used
   * @param copy a copy of the state
   * @param observer observes the simulated writes
   */
  RouteEngine(RouteEngine realEngine, State copy, WriteObserver observer) {
    this.starter = realEngine.starter;
    this.dry = true;
    this.settings = realEngine.settings.forDryRun();
    this.state = copy;
    this.routes = realEngine.routes;
    this.clock = realEngine.clock;
    this.signIn = realEngine.signIn();
    this.beans =
        RouteBeans.dry(
            realEngine.beans, settings, copy, this::signIn, this::mappings, clock, observer);
    this.main = main(false);
  }

  private Main main(boolean serving) {
    Main main = new RouteMain();
    // The caller of the engine stops it; Camel's own shutdown hook would only wait for the routes.
    main.setShutdownStrategy(new SimpleMainShutdownStrategy());
    main.setDefaultPropertyPlaceholderLocation("false");
    settings.camelProperties().forEach(main::addInitialProperty);
    Properties placeholders = RouteBeans.placeholders(settings, serving);
    placeholders.forEach((key, value) -> main.addInitialProperty((String) key, (String) value));
    if (property(INCLUDE_PATTERN, SHIPPED_PATTERN).equals(SHIPPED_PATTERN)) {
      main.addInitialProperty(INCLUDE_PATTERN, "file:" + routes + "/*.camel.yaml");
    }
    if (!serving) {
      // They would be of no use, because the process ends with the command.
      main.addInitialProperty("camel.management.enabled", "false");
      main.addInitialProperty("camel.main.jmx-enabled", "false");
      main.addInitialProperty("camel.metrics.enabled", "false");
      main.addInitialProperty("camel.health.enabled", "false");
    }
    main.addMainListener(new EnumConversion());
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

  /** Camel Main with a context that does not log a failed start. */
  private static final class RouteMain extends Main {
    @Override
    protected CamelContext createCamelContext() {
      return new RouteContext(registry);
    }

    /** Does nothing. Camel would read every file once more to find comments for JBang. */
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

  /** Checks the mappings and filters before the routes are built. */
  void requireNoErrors() {
    RouteCheck.requireNoErrors(settings, routes, clock);
  }

  /** Camel Main, for a caller that runs it until it is stopped. */
  Main main() {
    started = true;
    return main;
  }

  Settings settings() {
    return settings;
  }

  /** The folder of the routes. */
  Path routes() {
    return routes;
  }

  /** Whether this is the engine of a dry run. */
  boolean isDryRun() {
    return dry;
  }

  /** Makes this engine use the sign-in of another engine that uses its routes. */
  synchronized void useSignInOf(RouteEngine other) {
    signIn = other.signIn();
  }

  /** The value of a Camel property, whatever form its key has. */
  String property(String key, String otherwise) {
    return settings.camelProperties().getOrDefault(key, otherwise);
  }

  @Override
  public synchronized CamelContext camel() {
    if (!started) {
      started = true;
      try {
        camel = starter.start(this);
      } catch (CommandFailure e) {
        throw e;
      } catch (Exception e) {
        throw RouteCheck.startFailure(settings, routes, clock, e);
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
      signIn = new EntraSignIn(settings.entra(), clock);
    }
    return signIn;
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
    return strategy == null ? null : strategy.rejectionReport();
  }

  @Override
  public DryRun dryRun(Set<String> excludedTables) {
    Cycle cycle = running();
    String underWay = cycle == null ? null : "Cycle " + cycle.name() + " (" + cycle.kind() + ")";
    return EngineDryRun.of(this, state.copy(excludedTables), underWay);
  }

  /** Adds a dry run, which ends with this engine. */
  void addDryRun(RouteEngine dryRun) {
    dryRuns.add(dryRun);
  }

  /** Removes a dry run that has ended. */
  void removeDryRun(RouteEngine dryRun) {
    dryRuns.remove(dryRun);
  }

  /** The steps by name. */
  Map<String, Object> steps() {
    return beans.all();
  }

  /** Makes running cycles end early, also those of dry runs, and lets no other cycle begin. */
  void stopCycles() {
    beans.cycles().shutDown();
    dryRuns.forEach(RouteEngine::stopCycles);
  }

  /** Makes the running cycle end early, and then stops the routes. */
  void endEarly() {
    stopCycles();
    close();
  }

  @Override
  public void close() {
    if (started) {
      starter.stop(this);
    }
  }
}
